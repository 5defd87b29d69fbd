import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FileServer } from '../../fileServer';
import { projectFolder } from '../../scripts/lib/lab';
import { importLibrary, sourcesOf } from './library';
import { API_KEY, RealN8n, START_TIMEOUT, TEST_TIMEOUT } from './realN8n';
import { itStoresNothingFromTheWeb } from './webUpload';

const MIB = 1024 * 1024;

/** Bytes. api.video takes up to 200 MiB in one request. */
const BIG = 215 * MIB + 12_345;
const SMALL = 20_000;

let real: RealN8n;

beforeAll(async () => {
	real = await RealN8n.start({ logLevel: 'debug' });
}, START_TIMEOUT);

afterAll(async () => await real?.stop(), TEST_TIMEOUT);

beforeEach(() => real.emulator.requests.clear());

describe('upload from disk, then update', () => {
	it.each([
		['a tiny file', SMALL],
		['a file that must be sent in chunks', BIG],
	])(
		'sends %s unchanged',
		async (_, size) => {
			const file = await real.video(`upload-${size}.mp4`, size);

			const execution = await real.run('upload-from-disk', file);

			expect(execution.error).toBeUndefined();
			expect(execution.status).toBe('success');
			const [video] = execution.items('Update video');
			expect(video).toMatchObject({
				title: `upload-${size}.mp4`,
				description: expect.stringMatching(/^Uploaded by n8n on \d{4}-\d\d-\d\d$/),
				tags: ['n8n', 'example'],
				metadata: expect.arrayContaining([{ key: 'source', value: 'n8n' }]),
			});
			expect(await real.emulator.videoFile(video.videoId)).toMatchObject({
				size,
				sha256: file.sha256,
			});
		},
		TEST_TIMEOUT,
	);

	it(
		'finds the file in a workflow whose binary data is combined with the JSON',
		async () => {
			const file = await real.video('combined.mp4', SMALL);
			const settings = { binaryMode: 'combined' } as const;
			const id = await real.importExample('upload-from-disk', file, undefined, settings);

			const execution = await real.n8n.client.execute(id);

			expect(execution.error).toBeUndefined();
			const [video] = execution.items('Upload video');
			expect(await real.emulator.videoFile(video.videoId)).toMatchObject({ sha256: file.sha256 });
		},
		TEST_TIMEOUT,
	);

	it(
		'runs with the command `n8n execute`, too',
		async () => {
			const file = await real.video('command.mp4', SMALL);
			const id = await real.importExample('upload-from-disk', file);

			const execution = await real.n8n.executeByCommand(id);

			const [video] = execution.items('Upload video');
			expect(await real.emulator.videoFile(video.videoId)).toMatchObject({ sha256: file.sha256 });
		},
		TEST_TIMEOUT,
	);
});

describe('create a delegated token, upload with it, delete it', () => {
	it.each([
		['a tiny file', SMALL],
		['a file that must be sent in chunks', BIG],
	])(
		'sends %s unchanged, without the key, and keeps the token out of the log',
		async (_, size) => {
			const file = await real.video(`delegated-${size}.mp4`, size);

			const execution = await real.run('delegated-token', file);

			expect(execution.error).toBeUndefined();
			const [{ token }] = execution.items('Create delegated token');
			const [video] = execution.items('Upload with delegated token');
			expect(await real.emulator.videoFile(video.videoId)).toMatchObject({
				size,
				sha256: file.sha256,
			});
			expect(execution.items('Delete delegated token')).toEqual([
				expect.objectContaining({ deleted: true }),
			]);

			const uploads = real.emulator.requests.matching('POST', '/upload');
			expect(uploads.length).toBeGreaterThan(0);
			expect(uploads.map(({ authorization }) => authorization)).toEqual(
				uploads.map(() => undefined),
			);
			expect(uploads.map((upload) => upload.token)).toEqual(uploads.map(() => token));

			const log = await real.n8n.log();
			expect(log).toContain('debug');
			expect(log).not.toContain(token);
			expect(log).not.toContain(API_KEY);
		},
		TEST_TIMEOUT,
	);
});

describe('import a library', () => {
	it(
		'makes each video once, finds it in a second run, and says which ones have failed',
		async () => {
			const good = sourcesOf(3);
			const bad = { id: 'lesson-bad', title: 'No address', url: 'lessons/bad.mp4' };
			const id = await importLibrary(real.n8n, real.credential, [...good, bad]);

			const first = await real.n8n.client.execute(id);
			const second = await real.n8n.client.execute(id);

			expect(first.error).toBeUndefined();
			const results = (execution: typeof first) =>
				execution.items('Report').map((one) => `${one.id} ${one.result}`);
			expect(results(first)).toEqual([...good.map((one) => `${one.id} made`), 'lesson-bad failed']);
			expect(results(second)).toEqual([
				...good.map((one) => `${one.id} found`),
				'lesson-bad failed',
			]);
			const [failed] = first.items('Report').filter(({ result }) => result === 'failed');
			expect(failed).toMatchObject({ reason: expect.stringContaining('URL is not a web address') });
			expect(first.items('Count results')).toEqual([
				{ result: 'made', count_id: 3 },
				{ result: 'failed', count_id: 1 },
			]);
			expect(real.emulator.requests.matching('POST', '/videos')).toHaveLength(3);
		},
		TEST_TIMEOUT,
	);
});

describe('upload a library', () => {
	it(
		'sends each file once, finds it in a second run, and says which ones have failed',
		async () => {
			// The IDs of the list stand for videos that the other example has made.
			real.emulator.reset();
			const server = await FileServer.start();
			try {
				const sources = sourcesOf(4, server.url);
				const films = sources
					.slice(0, 3)
					.map(({ url }, seed) => server.file(new URL(url).pathname, { size: 2 * MIB, seed }));
				const id = await importLibrary(real.n8n, real.credential, sources, 'upload-library');

				const first = await real.n8n.client.execute(id);
				const sent = real.emulator.requests.uploads.length;
				const second = await real.n8n.client.execute(id);

				expect(first.error).toBeUndefined();
				const results = (execution: typeof first) =>
					execution.items('Report').map(({ result }) => String(result));
				expect(results(first)).toEqual(['uploaded', 'uploaded', 'uploaded', 'failed']);
				expect(results(second)).toEqual(['found', 'found', 'found', 'failed']);
				const reports = first.items('Report');
				expect(reports[3]).toMatchObject({ reason: expect.stringContaining('HTTP 404') });
				for (const [index, film] of films.entries()) {
					const arrived = await real.emulator.videoFile(String(reports[index].videoId));
					expect(arrived?.sha256).toBe(await film.sha256());
				}
				expect(sent).toBe(3);
				expect(real.emulator.requests.uploads).toHaveLength(sent);
			} finally {
				await server.stop();
			}
		},
		TEST_TIMEOUT,
	);
});

describe('the files in examples/', () => {
	it(
		'can be imported as they are, and none takes the place of another',
		async () => {
			const folder = join(projectFolder, 'examples');
			const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
			const before = await workflows();

			const { stdout } = await real.n8n.command([
				'import:workflow',
				'--separate',
				`--input=${folder}`,
			]);

			expect(stdout).toContain(`Successfully imported ${files.length} workflows`);
			expect((await workflows()) - before).toBe(files.length);
		},
		TEST_TIMEOUT,
	);

	const workflows = async () =>
		((await real.n8n.client.call('GET', '/workflows')) as unknown[]).length;
});

itStoresNothingFromTheWeb(() => real);

describe('a wrong API key', () => {
	it(
		'ends with a message that says what to do and holds no secret',
		async () => {
			const wrong = 'this-is-not-the-key-1234567890';
			const credential = await real.addCredential(wrong);
			const file = await real.video('never-arrives.mp4', SMALL);

			const execution = await real.run('upload-from-disk', file, credential);

			expect(execution.status).toBe('error');
			expect(execution.error?.node?.name).toBe('Upload video');
			expect(execution.error?.message).toMatch(/API key/i);
			expect(execution.error?.message).not.toMatch(/\b(401|undefined|\[object)/);
			expect(execution.error?.description).toMatch(/credential/i);
			expect(execution.text).not.toContain(wrong);
			expect(await real.n8n.log()).not.toContain(wrong);
			expect(real.emulator.requests.uploads).toEqual([]);
		},
		TEST_TIMEOUT,
	);
});
