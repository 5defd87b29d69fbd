import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ILoadOptionsFunctions, INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { startEmulator, type Emulator, type Fault } from '../../emulator';
import type { StoredCredential } from '../integration/harness/credentials';
import { editorOf } from '../integration/harness/editor';
import { runNode, type NodeRun } from '../integration/harness/runNode';
import { TriggerHost } from '../integration/harness/triggerHost';
import { compiled, freshLines } from './compiled';

const KEY = 'the-one-and-only-key';
const MIB = 1024 * 1024;
const BYTES = 12 * MIB;

/** What a step showed, where it stopped: of an address only that it was there. */
export interface Stopped {
	readonly message?: string;
	readonly requests: string[];
}

/** What the compiled node does in an n8n, whatever its version. */
export type NodeSeen = Awaited<ReturnType<typeof seeNode>>;

/** Runs the compiled node with an emulator of api.video. */
export async function seeNode() {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-versions-'));
	const emulator = await startEmulator({ apiKey: KEY });
	try {
		const file = join(folder, 'film.mp4');
		const bytes = randomBytes(BYTES);
		await writeFile(file, bytes);
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const lab = new Lab(emulator, file, sha256);
		return {
			whole: await lab.upload(),
			chunks: await lab.upload({ chunkSize: 5 }),
			tokenRunsOut: await lab.tokenRunsOut(),
			chunkReset: await lab.upload({ chunkSize: 5 }, { kind: 'reset', path: '/source$', nth: 2 }),
			expired: await lab.expired(),
			expiredInEditor: await lab.expiredInEditor(),
			expiredInTrigger: await lab.expiredInTrigger(),
			errorOutput: await lab.errorOutput(),
			cancelled: await lab.cancelled(),
			reset: await lab.stopped({ fault: { kind: 'reset', path: '^/videos$' } }),
			signInReset: await lab.stopped({ fault: { kind: 'reset', path: '^/auth' } }),
			signIn503: await lab.stopped({ fault: { kind: 'status', status: 503, path: '^/auth' } }),
			wrongKey: await lab.stopped({ data: { apiKey: 'wrong' } }),
			nobody: await lab.stopped({ data: { baseUrl: 'http://127.0.0.1:1' } }),
			noCredential: await lab.stopped({ run: { credentials: [] } }),
		};
	} finally {
		await emulator.close();
		await rm(folder, { recursive: true, force: true });
	}
}

const UPLOAD: INodeParameters = { resource: 'video', operation: 'upload' };
const GET_ALL: INodeParameters = { resource: 'video', operation: 'getAll' };

class Lab {
	constructor(
		private readonly emulator: Emulator,
		private readonly file: string,
		private readonly sha256: string,
	) {}

	/** @returns whether all of the file has arrived, in how many requests, and how often n8n had to sign in */
	async upload(options: INodeParameters = {}, fault?: Fault) {
		this.emulator.reset();
		freshLines();
		if (fault) this.emulator.faults.add(fault);
		return await this.sendFile(options);
	}

	/** @returns the same where the access token runs out while the second chunk is under way */
	async tokenRunsOut() {
		this.emulator.reset();
		freshLines();
		this.emulator.faults.add({ kind: 'latency', milliseconds: 100, path: '/source$', nth: 2 });
		const sending = this.sendFile({ chunkSize: 5 });
		await this.untilFaultFires();
		this.emulator.revokeAccessTokens();
		return await sending;
	}

	private async sendFile(options: INodeParameters) {
		const { items, error } = await this.run({
			parameters: { ...UPLOAD, options },
			items: [{ file: this.file }],
		});
		const received = await this.emulator.videoFile(String(items[0]?.json.videoId));
		return {
			arrived: received?.sha256 === this.sha256,
			message: error?.message,
			requests: this.emulator.requests.uploads.length,
			signIns: this.signIns(),
		};
	}

	async expired() {
		const credential = await this.withExpiredToken();
		const { error } = await this.run({ parameters: GET_ALL, credentials: [credential] });
		return { message: error?.message, signIns: this.signIns() };
	}

	/** @returns the same for From List, where nothing can be cancelled */
	async expiredInEditor() {
		const credential = await this.withExpiredToken();
		const node = new compiled.ApiVideo();
		const search = node.methods?.listSearch?.searchVideos as (
			this: ILoadOptionsFunctions,
		) => Promise<INodeListSearchResult>;
		const editor = editorOf(node, credential);
		const found = await told(async () => (await search.call(editor)).results.length);
		return {
			found,
			signIns: this.signIns(),
			cancellable: 'getExecutionCancelSignal' in editor,
		};
	}

	/** @returns the same for a trigger that registers, and unregisters */
	async expiredInTrigger() {
		const credential = await this.withExpiredToken();
		const trigger = new TriggerHost({
			node: new compiled.ApiVideoTrigger(),
			parameters: { events: ['video.encoding.quality.completed'] },
			credential,
		});
		try {
			const activated = await told(async () => await trigger.activate());
			this.emulator.revokeAccessTokens();
			const deactivated = await told(async () => await trigger.deactivate());
			const asked = (method: string) =>
				this.emulator.requests.entries.filter(
					({ method: its, path, status = 0 }) =>
						its === method && path.startsWith('/webhooks') && status < 300,
				).length;
			const counts = { created: asked('POST'), deleted: asked('DELETE'), signIns: this.signIns() };
			return { activated, deactivated, ...counts };
		} finally {
			await trigger.close();
		}
	}

	/** @returns how many items came out by each output, and the fields of the one that did not work */
	async errorOutput() {
		this.emulator.reset();
		freshLines();
		const { outputs } = await this.run({
			parameters: {
				resource: 'video',
				operation: 'get',
				videoId: { __rl: true, mode: 'id', value: 'viNobodyKnows' },
			},
			settings: { onError: 'continueErrorOutput' },
		});
		return { items: outputs.map(({ length }) => length), json: outputs[1]?.[0]?.json };
	}

	/** Stops the execution while a chunk hangs. */
	async cancelled() {
		this.emulator.reset();
		freshLines();
		this.emulator.faults.add({ kind: 'stall', path: '/source$' });
		const stop = new AbortController();
		const running = this.run({
			parameters: UPLOAD,
			items: [{ file: this.file }],
			signal: stop.signal,
		});
		await this.untilFaultFires();
		stop.abort();
		return { status: (await running).status };
	}

	/** @returns what a step that cannot work says */
	async stopped({
		fault,
		data,
		run,
	}: {
		fault?: Fault;
		data?: object;
		run?: Partial<NodeRun>;
	}): Promise<Stopped> {
		this.emulator.reset();
		freshLines();
		if (fault) this.emulator.faults.add(fault);
		const { error } = await this.run({
			parameters: GET_ALL,
			credentials: [this.credential(data)],
			...run,
		});
		const requests = this.emulator.requests.entries.map(({ method, path }) => `${method} ${path}`);
		return { message: error?.message.replaceAll(this.emulator.url, 'BASE'), requests };
	}

	private async run(run: Partial<NodeRun>) {
		const credentials = [this.credential()];
		return await runNode({ node: new compiled.ApiVideo(), credentials, ...run });
	}

	private credential(data: object = {}): StoredCredential {
		return {
			type: new compiled.ApiVideoApi(),
			data: { apiKey: KEY, environment: 'custom', baseUrl: this.emulator.url, ...data },
		};
	}

	/** A credential with an access token that has expired since a video was uploaded. */
	private async withExpiredToken(): Promise<StoredCredential> {
		this.emulator.reset();
		freshLines();
		const credential = this.credential();
		const credentials = [credential];
		const items = [{ file: this.file }];
		const { error } = await this.run({ parameters: UPLOAD, items, credentials });
		if (error) throw new Error(error.message);
		this.emulator.revokeAccessTokens();
		this.emulator.requests.clear();
		return credential;
	}

	private async untilFaultFires(): Promise<void> {
		while (this.emulator.faults.list()[0].fired === 0) await delay(5);
	}

	private signIns(): number {
		return this.emulator.requests.matching('POST', '/auth/api-key').length;
	}
}

/** What something comes to; what it throws is one of the things to be seen. */
async function told<T>(work: () => Promise<T>): Promise<T | string> {
	return await work().catch(({ message }: Error) => message);
}
