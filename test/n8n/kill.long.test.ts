import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulator, type Emulator, type RequestEntry } from '../../emulator';
import { FileServer } from '../../fileServer';
import {
	ensureBuild,
	ensureN8n,
	exampleWorkflow,
	makeVideo,
	poll,
	sha256OfFile,
	startN8n,
	temporaryFolder,
	type N8n,
	type Reference,
} from '../../scripts/lib/lab';
import { importLibrary, sourcesOf } from './library';
import { API_KEY, START_TIMEOUT } from './realN8n';

const MIB = 1024 * 1024;
const SIZE = 1024 * MIB;

/** Bytes per second of each connection: slow enough to be in the middle when it is time to kill. */
const SLOW = 32 * MIB;

/** Milliseconds for everything: 1 GiB is sent once, and read by n8n three times. */
const TEST_TIMEOUT = 10 * 60_000;

interface Range {
	from: number;
	to: number;
}

let emulator: Emulator;
let folder: string;
let n8n: N8n;

beforeAll(async () => {
	await ensureBuild();
	emulator = await startEmulator();
	folder = await temporaryFolder('kill');
	n8n = await startN8n({ installation: await ensureN8n(), readableFolder: folder });
}, START_TIMEOUT);

// A test that fails between killing n8n and starting it again must not take the next one along.
beforeEach(async () => {
	if (n8n && hasEnded(n8n)) await restart();
}, START_TIMEOUT);

afterAll(async () => {
	await n8n?.stop();
	await emulator?.close();
	if (folder) await rm(folder, { recursive: true, force: true });
}, TEST_TIMEOUT);

function hasEnded({ pid }: N8n): boolean {
	try {
		process.kill(pid, 0);
		return false;
	} catch {
		return true;
	}
}

/** What no process can prepare for: the power fails, or the kernel needs the memory. */
async function kill(killed: N8n): Promise<void> {
	const { pid } = killed;
	// n8n leads a group of its own, and its helper processes are in it.
	process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
	await poll(() => hasEnded(killed) || undefined, {
		what: 'the end of n8n',
		timeoutMilliseconds: TEST_TIMEOUT,
	});
}

/**
 * Nothing of it has an effect, however late n8n is killed and however much of it the network holds by then. Once n8n
 * is gone nobody reads what is left of it, so that it never ends.
 */
const isStalled = ({ faults }: RequestEntry) => faults.includes('stall');

async function waitFor(what: string, isSo: () => boolean): Promise<void> {
	await poll(() => isSo() || undefined, {
		what,
		timeoutMilliseconds: TEST_TIMEOUT,
		intervalMilliseconds: 20,
	});
}

/** Runs a workflow; tells whether n8n has ended before it. */
async function tornOff(workflow: string): Promise<boolean> {
	return await n8n.client.execute(workflow).then(
		() => false,
		() => true,
	);
}

/** What was in the network's buffers still arrives, or does not; then it is certain what has. */
async function allEnded(): Promise<void> {
	const others = () => emulator.requests.entries.filter((request) => !isStalled(request));
	await waitFor('the end of all requests', () => others().every(({ endedAt }) => endedAt));
}

async function importCredential(): Promise<Reference> {
	return await n8n.client.importCredential({
		name: 'api.video emulator',
		type: 'apiVideoApi',
		data: { apiKey: API_KEY, environment: 'custom', baseUrl: emulator.url },
	});
}

async function restart(): Promise<void> {
	n8n = await startN8n({
		installation: await ensureN8n(),
		readableFolder: folder,
		userFolder: n8n.folder,
	});
}

/** Read from disk -> upload with an idempotency key -> update: returns the workflow's id. */
async function importWorkflow(file: string): Promise<string> {
	const apiVideoApi = await importCredential();
	const workflow = await exampleWorkflow('upload-from-disk', {
		file,
		credentials: { apiVideoApi },
	});
	const upload = workflow.nodes.find(({ name }) => name === 'Upload video');
	if (upload) {
		upload.parameters.options = { idempotencyKey: 'film of the day', includeReport: true };
	}
	return await n8n.client.importWorkflow(workflow);
}

async function ask<T>(path: string): Promise<T> {
	const authorization = `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`;
	return (await (await fetch(emulator.url + path, { headers: { authorization } })).json()) as T;
}

/** The ids of all videos there are. */
async function videoIds(): Promise<string[]> {
	const { data } = await ask<{ data: Array<{ videoId: string }> }>('/videos');
	return data.map(({ videoId }) => videoId);
}

/** What the service has of a video. */
async function arrivedRanges(videoId: string): Promise<Range[]> {
	interface Status {
		ingest: { receivedBytes: Range[] };
	}
	return (await ask<Status>(`/videos/${videoId}/status`)).ingest.receivedBytes;
}

function rangeOf({ contentRange }: RequestEntry): Range {
	const [, from, to] = /^bytes (\d+)-(\d+)\//.exec(contentRange ?? '') ?? [];
	return { from: Number(from), to: Number(to) };
}

const lengthOf = (ranges: Range[]) => ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
const overlap = (one: Range, other: Range) => one.from <= other.to && other.from <= one.to;

it(
	'n8n is killed in the middle of 1 GiB and started again: the same key sends what is missing, and nothing twice',
	async () => {
		const file = join(folder, 'film.mp4');
		await makeVideo(file, SIZE);
		const workflow = await importWorkflow(file);

		emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: SLOW, path: '/source$' });
		const torn = tornOff(workflow);
		const received = () => emulator.requests.uploads.reduce((sum, { bytes }) => sum + bytes, 0);
		await waitFor('half of the file', () => received() > SIZE / 2);
		emulator.faults.add({ kind: 'stall', afterBytes: MIB, path: '/source$', times: 1 });
		await waitFor('a chunk that stalls', () => emulator.requests.uploads.some(isStalled));
		await kill(n8n);
		expect(await torn).toBe(true);
		await allEnded();
		const [videoId] = await videoIds();
		const arrived = await arrivedRanges(videoId);
		expect(lengthOf(arrived)).toBeGreaterThan(SIZE / 3);
		expect(lengthOf(arrived)).toBeLessThan(SIZE);

		emulator.faults.clear();
		emulator.requests.clear();
		await restart();
		const resumed = await n8n.client.execute(workflow, { keep: false });
		expect(resumed.error).toBeUndefined();
		const sent = emulator.requests.uploads.map(rangeOf);
		expect(sent.filter((range) => arrived.some((old) => overlap(range, old)))).toEqual([]);
		expect(lengthOf(sent)).toBe(SIZE - lengthOf(arrived));
		expect(received()).toBe(SIZE - lengthOf(arrived));
		const [video] = resumed.items('Upload video');
		expect(video.videoId).toBe(videoId);
		expect(video.uploadReport).toMatchObject({ bytes: SIZE, resumedBytes: lengthOf(arrived) });
		expect(await videoIds()).toEqual([videoId]);
		expect(await emulator.videoFile(videoId)).toMatchObject({
			size: SIZE,
			sha256: await sha256OfFile(file),
		});

		emulator.requests.clear();
		const third = await n8n.client.execute(workflow, { keep: false });
		expect(third.error).toBeUndefined();
		expect(third.items('Upload video')[0].videoId).toBe(videoId);
		expect(emulator.requests.uploads).toEqual([]);
		expect(emulator.requests.matching('POST', '/videos')).toEqual([]);
	},
	TEST_TIMEOUT,
);

it(
	'n8n is killed in the middle of a library and started again: no video is made twice, and none is lost',
	async () => {
		const count = 40;
		emulator.reset();
		const workflow = await importLibrary(n8n, await importCredential(), sourcesOf(count));
		const making = () => emulator.requests.matching('POST', '/videos');

		emulator.faults.add({ kind: 'stall', method: 'POST', path: '^/videos$', nth: count / 2 });
		const torn = tornOff(workflow);
		await waitFor('a video that is never made', () => making().some(isStalled));
		await kill(n8n);
		expect(await torn).toBe(true);
		await allEnded();
		const begun = (await videoIds()).length;
		expect(begun).toBeGreaterThan(0);
		expect(begun).toBeLessThan(count);

		emulator.faults.clear();
		await restart();
		const next = await n8n.client.execute(workflow, { keep: false });

		expect(next.error).toBeUndefined();
		const report = next.items('Report');
		expect(report.filter(({ result }) => result === 'found')).toHaveLength(begun);
		expect(report.filter(({ result }) => result === 'made')).toHaveLength(count - begun);
		expect(new Set(report.map(({ videoId }) => videoId)).size).toBe(count);
		expect(making().filter((request) => !isStalled(request))).toHaveLength(count);
	},
	TEST_TIMEOUT,
);

it(
	'n8n is killed in the middle of a library that it uploads from the web: no byte is sent twice, and none is lost',
	async () => {
		const size = 24 * MIB;
		emulator.reset();
		const server = await FileServer.start();
		try {
			const sources = sourcesOf(8, server.url);
			const films = sources.map(({ url }, index) =>
				server.file(new URL(url).pathname, { size, seed: index + 1 }),
			);
			const workflow = await importLibrary(
				n8n,
				await importCredential(),
				sources,
				'upload-library',
			);
			const uploads = () => emulator.requests.uploads;

			emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: SLOW / 8, path: '/source$' });
			emulator.faults.add({ kind: 'stall', afterBytes: MIB, path: '/source$', nth: 3 });
			const torn = tornOff(workflow);
			const arrivedChunks = () => uploads().filter(({ status }) => status === 201);
			await waitFor('a third of the library', () => arrivedChunks().length > sources.length);
			await kill(n8n);
			expect(await torn).toBe(true);
			await allEnded();
			const begun = await videoIds();
			const arrived = new Map<string, Range[]>();
			for (const videoId of begun) arrived.set(videoId, await arrivedRanges(videoId));
			const had = lengthOf([...arrived.values()].flat());
			expect(had).toBeGreaterThan(0);
			expect(had).toBeLessThan(sources.length * size);

			emulator.faults.clear();
			emulator.requests.clear();
			await restart();
			const next = await n8n.client.execute(workflow, { keep: false });

			expect(next.error).toBeUndefined();
			expect(uploads().reduce((sum, { bytes }) => sum + bytes, 0)).toBe(
				sources.length * size - had,
			);
			for (const request of uploads()) {
				const [, , videoId] = request.path.split('/');
				const before = arrived.get(videoId) ?? [];
				expect(before.filter((range) => overlap(rangeOf(request), range))).toEqual([]);
			}
			const report = next.items('Report');
			expect(new Set(await videoIds())).toEqual(new Set(report.map(({ videoId }) => videoId)));
			expect(await videoIds()).toHaveLength(sources.length);
			for (const [index, { videoId }] of report.entries()) {
				const sha256 = await films[index].sha256();
				expect(await emulator.videoFile(videoId)).toMatchObject({ size, sha256 });
			}
		} finally {
			await server.stop();
		}
	},
	TEST_TIMEOUT,
);
