import { randomUUID } from 'node:crypto';
import type { Reference } from '../../../scripts/lib/lab';
import type { RealN8n } from '../../n8n/realN8n';

/** A node of this package, in a workflow. */
export interface Step {
	readonly name: string;
	readonly type: 'apiVideo' | 'apiVideoTrigger';
	/** Left out: as when somebody has just added it. */
	readonly parameters?: object;
	/** By their types. Left out: the one that connects to the emulator. */
	readonly credentials?: Readonly<Record<string, Reference>>;
}

/**
 * Imports a workflow in which each step is followed by the next.
 *
 * @returns its address in the editor
 */
export async function importChain({ n8n, credential }: RealN8n, steps: readonly Step[]) {
	const workflow = {
		name: steps.map(({ name }) => name).join(', '),
		nodes: steps.map(({ name, type, parameters = {}, credentials }, index) => ({
			id: randomUUID(),
			webhookId: randomUUID(),
			name,
			type: `n8n-nodes-apivideo.${type}`,
			typeVersion: 1,
			position: [index * 220, 0],
			parameters,
			credentials: credentials ?? { apiVideoApi: credential },
		})),
		connections: Object.fromEntries(
			steps
				.slice(1)
				.map(({ name }, index) => [
					steps[index].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
		settings: { executionOrder: 'v1' },
	};
	return `${n8n.url}/workflow/${await n8n.client.importWorkflow(workflow)}`;
}
