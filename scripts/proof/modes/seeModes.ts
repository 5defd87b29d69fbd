import type { INodeParameters } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../../emulator';
import { HAS_AZURE } from '../../../test/integration/harness/azureManager';
import { useAzure, useS3, type BinaryMode } from '../../../test/integration/harness/binaryMode';
import { LocalAzure } from '../../../test/integration/harness/localAzure';
import { LocalS3 } from '../../../test/integration/harness/localS3';
import { beforeSending, type ReadFaults } from '../../../test/integration/harness/readFaults';
import { until } from '../../../test/integration/harness/until';
import { runNode, type NodeRun } from '../../../test/integration/harness/runNode';
import { compiled, freshLines } from '../../../test/n8nVersions/compiled';
import { probe } from '../../../test/n8nVersions/seeHelper';

/** A file to send. */
export interface SentFile {
	readonly path: string;
	readonly size: number;
	readonly sha256: string;
}

/** What was seen of one mode. All in bytes. */
export interface ModeSeen {
	readonly mode: BinaryMode;
	/** What n8n hands out at a time where it is asked for pieces of 1 MiB; none in memory. */
	readonly pieces?: { readonly least: number; readonly most: number };
	/** Sizes of the files of which not all arrived under their names, and what was said. */
	readonly missing: Array<{ readonly size: number; readonly message?: string }>;
	/** By how much the process grew while the largest file was sent. */
	readonly growth: number;
	/** Whether a reading that broke off in the middle was gone on with; in S3 and Azure only. */
	readonly goneOnWith?: boolean;
	/** Whether nothing was read any more after a cancel; in S3 and Azure only. */
	readonly closed?: boolean;
}

const KEY = 'the-one-and-only-key';
const NAME = 'Übung 映画 №1 “é”.mp4';
const MIB = 1024 * 1024;
/** Bytes that one request takes. */
const MOST_IN_ONE = 200 * MIB;
const MODES: readonly BinaryMode[] = ['default', 'filesystem', 'database', 's3', 'azure'];
const CREDENTIALS = { environment: 'custom' } as const;

/** A local store of files, such as S3. */
interface Store {
	readonly reads: ReadFaults;
	stop(): Promise<void>;
}

/** All ways in which this n8n keeps files. */
export class Modes {
	private constructor(
		private readonly emulator: Emulator,
		private readonly stores: ReadonlyMap<BinaryMode, Store>,
		private readonly files: readonly SentFile[],
	) {}

	/** @param files the largest last */
	static async open(files: readonly SentFile[]): Promise<Modes> {
		const stores = new Map<BinaryMode, Store>();
		const s3 = await LocalS3.start();
		stores.set('s3', s3);
		await useS3(s3);
		if (HAS_AZURE) {
			const azure = await LocalAzure.start();
			stores.set('azure', azure);
			await useAzure(azure);
		}
		return new Modes(await startEmulator({ apiKey: KEY }), stores, files);
	}

	async close(): Promise<void> {
		const all = [...this.stores.values()].map(async (store) => await store.stop());
		await Promise.all([this.emulator.close(), ...all]);
	}

	async seeAll(): Promise<ModeSeen[]> {
		const seen: ModeSeen[] = [];
		for (const mode of MODES) {
			if (mode !== 'azure' || HAS_AZURE) seen.push(await this.see(mode));
		}
		return seen;
	}

	private async see(mode: BinaryMode): Promise<ModeSeen> {
		const largest = this.files[this.files.length - 1];
		const missing: Array<{ size: number; message?: string }> = [];
		for (const file of this.files.slice(0, -1)) {
			const { arrived, message } = await this.send(mode, file);
			if (!arrived) missing.push({ size: file.size, message });
		}
		const pieces = mode === 'default' ? undefined : await this.piecesOf(mode, largest);
		const watch = new Growth();
		const { arrived, message } = await this.send(mode, largest, watch);
		if (!arrived) missing.push({ size: largest.size, message });
		const store = this.stores.get(mode);
		const ofStore = store ? await this.seeStore(mode, store, largest) : {};
		return { mode, pieces, missing, growth: watch.most, ...ofStore };
	}

	private async seeStore(mode: BinaryMode, { reads }: Store, file: SentFile) {
		const before = beforeSending(file.size > MOST_IN_ONE);
		reads.next.push(...before, { kind: 'cut', afterBytes: file.size / 2 });
		const { arrived, brokenOff } = await this.send(mode, file);
		reads.next.push(...before, { kind: 'stall', afterBytes: file.size / 2 });
		const stop = new AbortController();
		const stopLater = handOn(() => void setTimeout(() => stop.abort(), 2000));
		await this.run({ ...this.runOf(mode, file), between: { stopLater }, signal: stop.signal });
		const goneOnWith = arrived && brokenOff && reads.next.length === 0;
		const closed = await until(() => reads.openReads === 0, 'the file is closed').then(
			() => true,
			() => false,
		);
		return { goneOnWith, closed };
	}

	private async send(mode: BinaryMode, file: SentFile, growth?: Growth) {
		this.emulator.reset();
		freshLines();
		const run = this.runOf(mode, file);
		// n8n has stored the file by then, for which it takes all of it into its memory in some modes.
		const between = growth && { watch: handOn(() => growth.begin()) };
		const { items, error, logs } = await this.run({ ...run, between });
		growth?.end();
		const video = items[0]?.json;
		const received = await this.emulator.videoFile(String(video?.videoId));
		const arrived = received?.sha256 === file.sha256 && video?.title === NAME;
		const brokenOff = logs.some((line) => line.message.includes('and goes on there'));
		return { arrived, brokenOff, message: error?.message };
	}

	private async piecesOf(mode: BinaryMode, file: SentFile) {
		let least = Infinity;
		let most = 0;
		const node = probe(async (n8n) => {
			const id = n8n.getInputData()[0].binary?.data.id ?? '';
			let last = 0;
			for await (const piece of await n8n.helpers.getBinaryStream(id, MIB)) {
				// The last one is what is left.
				if (last > 0) least = Math.min(least, last);
				last = (piece as Buffer).byteLength;
				most = Math.max(most, last);
			}
			least = Math.min(least, most);
		});
		await runNode({ node, binaryMode: mode, items: [{ file: file.path }] });
		return { least, most };
	}

	private runOf(binaryMode: BinaryMode, { path: file }: SentFile): Partial<NodeRun> {
		return { binaryMode, items: [{ file, fileName: NAME }] };
	}

	private async run(run: Partial<NodeRun>) {
		const parameters: INodeParameters = { resource: 'video', operation: 'upload' };
		const data = { ...CREDENTIALS, apiKey: KEY, baseUrl: this.emulator.url };
		const credentials = [{ type: new compiled.ApiVideoApi(), data }];
		return await runNode({ node: new compiled.ApiVideo(), parameters, credentials, ...run });
	}
}

/** A step that does something, and hands on its items. */
function handOn(work: () => void) {
	const node = probe(async () => undefined);
	node.execute = async function () {
		work();
		return [this.getInputData()];
	};
	return node;
}

/** How much the memory of this process grows. */
class Growth {
	most = 0;
	private before = 0;
	private timer?: NodeJS.Timeout;

	begin(): void {
		globalThis.gc?.();
		this.before = process.memoryUsage.rss();
		this.timer = setInterval(() => {
			this.most = Math.max(this.most, process.memoryUsage.rss() - this.before);
		}, 20);
	}

	end(): void {
		clearInterval(this.timer);
	}
}
