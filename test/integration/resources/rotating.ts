import type { INodeParameters } from 'n8n-workflow';
import type { NodeResult, NodeRun, StoredWorkflow } from '../harness';
import { inWorld, type World } from '../support/apiVideo';
import { MockTime } from '../support/clock';
import { onlyItem, operateOn } from './operateOn';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

let workflows = 0;

/** A step that rotates by what it made, in a workflow of its own. */
export class Rotating {
	readonly stored: StoredWorkflow = { id: `rotating${workflows++}`, staticData: {} };

	constructor(
		readonly world: World,
		private readonly time: MockTime,
	) {}

	/** Runs the step once, in an execution of its own. */
	async run(parameters: INodeParameters = {}, run: Partial<NodeRun> = {}): Promise<NodeResult> {
		return await operateOn(this.world, 'delegatedToken')(
			'rotate',
			{ tokensToDelete: 'madeByThisStep', ...parameters },
			{ stored: this.stored, ...run },
		);
	}

	/** The same, for the token of the only item. */
	async token(parameters: INodeParameters = {}): Promise<string> {
		return String(onlyItem(await this.run(parameters)).token);
	}

	/** A workflow with the same step that brings what this one remembers. */
	copy(): Rotating {
		const copy = new Rotating(this.world, this.time);
		copy.stored.staticData = structuredClone(this.stored.staticData);
		return copy;
	}

	/** @param milliseconds that go by for node and service */
	async pass(milliseconds: number): Promise<void> {
		await this.time.pass(milliseconds, async () => {});
	}

	/** @param aheadMs by which the clock of the node's computer is wrong from now on; below 0: behind */
	setClock(aheadMs: number): void {
		this.time.aheadMs = aheadMs;
	}

	/** The tokens that can be used. */
	async active(): Promise<string[]> {
		const { items } = await operateOn(this.world, 'delegatedToken')('getAll', { returnAll: true });
		return sorted(...items.map(({ json }) => String(json.token)));
	}
}

/** Runs something in a time of its own. */
export async function rotating(work: (step: Rotating) => Promise<void>): Promise<void> {
	const time = new MockTime();
	await inWorld(time, async (world) => await work(new Rotating(world, time)));
}

/** What may be shown of a token. */
export function shown(token: string): string {
	return `${token.slice(0, 6)}...`;
}

export function sorted(...tokens: string[]): string[] {
	return [...tokens].sort();
}
