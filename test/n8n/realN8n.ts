import { join } from 'node:path';
import type { IWorkflowSettings } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator';
import {
	ensureBuild,
	ensureN8n,
	exampleWorkflow,
	makeVideo,
	sha256OfFile,
	startN8n,
	type BinaryMode,
	type Execution,
	type N8n,
	type Reference,
} from '../../scripts/lib/lab';

/** Milliseconds for `beforeAll`: on a new machine it downloads and compiles n8n. */
export const START_TIMEOUT = 30 * 60_000;

/** Milliseconds for a test: a slow machine, two big files, an `n8n execute`. */
export const TEST_TIMEOUT = 3 * 60_000;

/** The key that the emulator takes. */
export const API_KEY = 'emulator-api-key';

export type Example = Parameters<typeof exampleWorkflow>[0];

export interface Video {
	path: string;
	size: number;
	sha256: string;
}

/** A real n8n with our node in it, an emulator, and a credential that connects the two. */
export class RealN8n {
	private constructor(
		readonly n8n: N8n,
		readonly emulator: Emulator,
		readonly credential: Reference,
	) {}

	static async start(
		options: {
			binaryMode?: BinaryMode;
			logLevel?: 'debug';
			environment?: Record<string, string>;
		} = {},
	) {
		await ensureBuild();
		const installation = await ensureN8n();
		const n8n = await startN8n({ installation, ...options });
		const emulator = await startEmulator();
		return new RealN8n(n8n, emulator, await addCredential(n8n, emulator, API_KEY));
	}

	async stop() {
		await this.n8n.stop();
		await this.emulator.close();
	}

	/** A video of this many bytes, where workflows may read it. */
	async video(name: string, size: number): Promise<Video> {
		const path = join(this.n8n.readableFolder, name);
		await makeVideo(path, size, { seed: size });
		return { path, size, sha256: await sha256OfFile(path) };
	}

	/**
	 * Imports one of the example workflows as a user would. Returns its id.
	 *
	 * @param settings of the workflow, beside those that the example has
	 */
	async importExample(
		example: Example,
		file: Video,
		credential = this.credential,
		settings: IWorkflowSettings = {},
	) {
		const chosen = { file: file.path, credentials: { apiVideoApi: credential } };
		const workflow = await exampleWorkflow(example, chosen);
		workflow.settings = { ...(workflow.settings as IWorkflowSettings), ...settings };
		return await this.n8n.client.importWorkflow(workflow);
	}

	/** Imports and runs one of the example workflows. */
	async run(example: Example, file: Video, credential?: Reference): Promise<Execution> {
		return await this.n8n.client.execute(await this.importExample(example, file, credential));
	}

	/** Adds a credential with another key. */
	async addCredential(apiKey: string) {
		return await addCredential(this.n8n, this.emulator, apiKey);
	}
}

async function addCredential(n8n: N8n, emulator: Emulator, apiKey: string) {
	return await n8n.client.importCredential({
		name: 'api.video emulator',
		type: 'apiVideoApi',
		data: { apiKey, environment: 'custom', baseUrl: emulator.url },
	});
}
