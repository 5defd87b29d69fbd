import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import {
	bareDescription,
	leaked,
	runNode,
	type BinaryMode,
	type StoredCredential,
} from './harness';
import { json, recordingServer, type RecordingServer } from './harness/recordingServer';
import { SampleApi, sampleNode } from './harness/sampleNode';
import { until } from './harness/until';

// The harness is what every integration test believes, so it is tested itself: does n8n's engine
// really run in it, and do its credentials behave as n8n's do?

const MIB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'harness-test-'));
const bytes = randomBytes(3 * MIB + 1);
const file = join(folder, 'film.mp4');
writeFileSync(file, bytes);

let server: RecordingServer;
let valid: string;
let issued: number;
let hang: boolean;

beforeEach(async () => {
	issued = 0;
	valid = '';
	hang = false;
	server = await recordingServer((request, response) => {
		if (request.path === '/auth') {
			valid = `token-${++issued}`;
			return json(response, 200, { token: valid });
		}
		if (request.authorization !== `Bearer ${valid}`) return json(response, 401, { title: 'no' });
		if (hang) return;
		json(response, 200, { sha256: request.sha256 });
	});
});
afterEach(async () => await server.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const credential = (accessToken = ''): StoredCredential => ({
	type: new SampleApi(),
	data: { apiKey: 'key-that-nobody-may-see', baseUrl: server.url, accessToken },
});
const pathsAsked = (): string[] => server.requests.map(({ path }) => path);

test('an error of Node itself is an Error, as it is in n8n', () => {
	const cause = (): unknown => {
		try {
			return writeFileSync(join(folder, 'no', 'such', 'folder'), '');
		} catch (error) {
			return error;
		}
	};
	expect(cause() instanceof Error).toBe(true);
	expect(cause() instanceof TypeError).toBe(false);
});

describe('binary data', () => {
	const expected = createHash('sha256').update(bytes).digest('hex');

	test.each<BinaryMode>(['default', 'filesystem', 'database'])(
		'%s mode hands the node the file byte for byte',
		async (binaryMode) => {
			const result = await runNode({
				node: sampleNode,
				credentials: [credential()],
				items: [{ file }],
				binaryMode,
			});
			expect(result.error).toBeUndefined();
			expect(result.items[0].json.sha256).toBe(expected);
			expect(result.hints).toMatchObject([{ message: 'sent' }]);
		},
	);

	test.each<[BinaryMode, string | undefined]>([
		['default', undefined],
		['filesystem', 'filesystem-v2'],
		['database', 'database'],
	])('%s mode has the id that n8n gives it', async (binaryMode, scheme) => {
		const node: INodeType = {
			description: bareDescription('passOn'),
			async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
				return [this.getInputData()];
			},
		};
		const { binaryIds } = await runNode({ node, items: [{ file }], binaryMode });
		expect(binaryIds.map((id) => id.split(':')[0])).toEqual(scheme ? [scheme] : []);
	});
});

describe('credentials', () => {
	test('exchange the key once, then use and store the token', async () => {
		const stored = credential();
		await runNode({ node: sampleNode, credentials: [stored], items: [{ file }] });
		expect(pathsAsked()).toEqual(['/auth', '/whoami', '/upload']);
		expect(stored.data.accessToken).toBe('token-1');
		await runNode({ node: sampleNode, credentials: [stored], items: [{ file }] });
		expect(pathsAsked().slice(3)).toEqual(['/whoami', '/upload']);
	});

	test('renew a token that the service no longer takes, and repeat the request', async () => {
		const stored = credential('token-of-yesterday');
		const result = await runNode({ node: sampleNode, credentials: [stored], items: [{ file }] });
		expect(result.status).toBe('success');
		expect(pathsAsked()).toEqual(['/whoami', '/auth', '/whoami', '/upload']);
		expect(stored.data.accessToken).toBe('token-1');
	});
});

describe('a run', () => {
	test('keeps several items apart when one of them fails', async () => {
		const result = await runNode({
			node: sampleNode,
			credentials: [credential()],
			items: [{ file }, {}, { file }],
			continueOnFail: true,
		});
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(result.items[1].json.error).toContain('[item 1]');
	});

	test('that fails has a message and no items', async () => {
		const result = await runNode({ node: sampleNode, credentials: [credential()], items: [{}] });
		expect(result.status).toBe('error');
		expect(result.items).toEqual([]);
		expect(result.error?.message).toContain('[item 0]');
	});

	test('that is cancelled closes the connection at once', async () => {
		hang = true;
		const stop = new AbortController();
		const running = runNode({
			node: sampleNode,
			credentials: [credential()],
			items: [{ file }],
			signal: stop.signal,
		});
		await until(() => pathsAsked().includes('/auth') && server.requests.length > 1, 'a request');
		const hanging = server.requests[server.requests.length - 1];
		stop.abort();
		expect((await running).status).toBe('canceled');
		await until(() => hanging.aborted, 'the connection is closed');
	});

	test('tells a secret that the node logs at level debug', async () => {
		const secret = 'key-that-nobody-may-see';
		const run = { node: sampleNode, credentials: [credential()], items: [{ file }] };
		expect(leaked(await runNode(run), secret)).toEqual([]);
		const careless = await runNode({ ...run, parameters: { log: secret } });
		expect(leaked(careless, secret)).toEqual([secret]);
		expect(careless.logs.some(({ message }) => message === 'sending')).toBe(true);
	});
});
