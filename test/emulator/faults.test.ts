import type { Fault } from '../../emulator';
import { basic, call, container, form, MiB, send, uploadToken, useEmulator } from './caller';

const emulator = useEmulator();
const set = (fault: Fault) => emulator.current.faults.add(fault);
const list = async () => await call(emulator.current, 'GET', '/videos');
const source: Pick<Fault, 'path'> = { path: '/source$' };
const big = 4 * MiB;

async function complete(videoId: string): Promise<boolean> {
	return (await emulator.current.videoFile(videoId)) !== undefined;
}

/** Sends a file until the test gives it up. */
async function begin(videoId: string, bytes: number, signal: AbortSignal): Promise<unknown> {
	return await fetch(`${emulator.current.url}/videos/${videoId}/source`, {
		method: 'POST',
		headers: { authorization: basic },
		body: form(bytes),
		signal,
	});
}

describe('which requests', () => {
	const statuses = async (count: number) => {
		const seen: number[] = [];
		for (let index = 0; index < count; index++) seen.push((await list()).status);
		return seen;
	};
	test.each<[string, Partial<Fault>, number[]]>([
		['all', {}, [500, 500, 500, 500]],
		['the nth', { nth: 2 }, [200, 500, 200, 200]],
		['every nth', { every: 2 }, [200, 500, 200, 500]],
		['so many times', { times: 2 }, [500, 500, 200, 200]],
		['another method', { method: 'POST' }, [200, 200, 200, 200]],
		['another path', { path: '^/upload' }, [200, 200, 200, 200]],
		['another range', { contentRange: 'bytes' }, [200, 200, 200, 200]],
	])('%s', async (_name, match, expected) => {
		set({ kind: 'status', status: 500, ...match } as Fault);
		expect(await statuses(4)).toEqual(expected);
	});

	test('by chance, and the same each time', async () => {
		const run = async (seed: number) => {
			emulator.current.faults.clear();
			set({ kind: 'status', status: 500, probability: 0.5, seed });
			return await statuses(40);
		};
		const first = await run(7);
		expect(new Set(first)).toEqual(new Set([200, 500]));
		expect(await run(7)).toEqual(first);
		expect(await run(8)).not.toEqual(first);
	});
});

test.each([
	[500, 'before', false],
	[502, 'before', false],
	[503, 'after', true],
	[504, 'after', true],
] as const)('status %i %s the upload', async (status, when, stored) => {
	const videoId = await container(emulator.current);
	set({ kind: 'status', status, when, headers: { 'retry-after': '7' }, ...source });
	const answer = await send(emulator.current, videoId, big);
	expect(answer).toMatchObject({ status, body: { status } });
	expect(answer.headers.get('retry-after')).toBe('7');
	expect(await complete(videoId)).toBe(stored);
});

test('429 with headers of its own, and a slug of its own', async () => {
	set({ kind: 'status', status: 429, headers: { 'x-ratelimit-retry-after': '3' }, times: 1 });
	set({ kind: 'status', status: 400, slug: 'authentication-invalid-user-credentials' });
	const answer = await list();
	expect(answer).toMatchObject({ status: 429, slug: 'too-many-requests' });
	expect(answer.headers.get('x-ratelimit-retry-after')).toBe('3');
	expect(await list()).toMatchObject({
		status: 400,
		slug: 'authentication-invalid-user-credentials',
	});
});

test.each<[string, Fault, boolean]>([
	['before reading', { kind: 'reset' }, false],
	['in the middle of the body', { kind: 'reset', afterBytes: 2 * MiB }, false],
	['instead of the answer', { kind: 'lost-answer' }, true],
])('a reset %s', async (_name, fault, stored) => {
	const videoId = await container(emulator.current);
	set({ ...fault, ...source, times: 1 });
	await expect(send(emulator.current, videoId, big)).rejects.toThrow('fetch failed');
	expect(await complete(videoId)).toBe(stored);
	expect(emulator.current.requests.uploads[0].status).toBeUndefined();
	expect(emulator.current.requests.uploads[0].faults).toEqual([fault.kind]);
	expect((await send(emulator.current, videoId, big)).status).toBe(stored ? 400 : 201);
});

test.each<[string, Fault, number, string, boolean]>([
	['HTML with 200', { kind: 'garbage', form: 'html-200' }, 200, '<!doctype html>', true],
	['HTML with 502', { kind: 'garbage', form: 'html-502' }, 502, '<!doctype html>', true],
	['half of the JSON', { kind: 'garbage', form: 'cut-json' }, 201, '{"videoId":"vi', true],
])('%s', async (_name, fault, status, start, stored) => {
	const videoId = await container(emulator.current);
	set({ ...fault, ...source });
	const answer = await send(emulator.current, videoId, 10);
	expect(answer.status).toBe(status);
	expect(answer.body.text).toContain(start);
	expect(await complete(videoId)).toBe(stored);
});

test('an answer before the body is read', async () => {
	const videoId = await container(emulator.current);
	set({ kind: 'early-answer', status: 503, ...source });
	expect((await send(emulator.current, videoId, big)).status).toBe(503);
	expect(emulator.current.requests.uploads[0].bytes).toBe(0);
	expect(await complete(videoId)).toBe(false);
});

test.each<[string, Fault, boolean]>([
	['at once', { kind: 'stall' }, false],
	['in the middle of the body', { kind: 'stall', afterBytes: MiB }, false],
	['instead of the answer', { kind: 'stall', when: 'after' }, true],
])('a stall %s lasts until the client gives up', async (_name, fault, stored) => {
	const videoId = await container(emulator.current);
	set({ ...fault, ...source });
	const reached = async () => {
		const [entry] = emulator.current.requests.uploads;
		return stored
			? await complete(videoId)
			: entry !== undefined &&
					(fault.kind !== 'stall' || !('afterBytes' in fault) || entry.bytes > 0);
	};
	const giveUp = new AbortController();
	const upload = begin(videoId, 32 * MiB, giveUp.signal);
	while (!(await reached())) await new Promise(setImmediate);
	expect(emulator.current.requests.uploads[0].endedAt).toBeUndefined();
	giveUp.abort();
	await expect(upload).rejects.toThrow('aborted');
	expect(emulator.current.requests.uploads[0].bytes).toBeLessThanOrEqual(
		stored ? 32 * MiB : 2 * MiB,
	);
	expect(await complete(videoId)).toBe(stored);
});

test.each(['before', 'after'] as const)('latency %s', async (when) => {
	set({ kind: 'latency', milliseconds: 50, when });
	const startedAt = performance.now();
	await list();
	expect(performance.now() - startedAt).toBeGreaterThanOrEqual(49);
});

test('bandwidth', async () => {
	const videoId = await container(emulator.current);
	set({ kind: 'bandwidth', bytesPerSecond: 10 * MiB, ...source });
	const startedAt = performance.now();
	expect((await send(emulator.current, videoId, MiB)).status).toBe(201);
	expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
});

test('a bandwidth that is shared', async () => {
	const videoIds = [await container(emulator.current), await container(emulator.current)];
	set({ kind: 'bandwidth', bytesPerSecond: 10 * MiB, shared: true, ...source });
	const startedAt = performance.now();
	const answers = await Promise.all(
		videoIds.map(async (videoId) => await send(emulator.current, videoId, MiB)),
	);
	expect(answers.map(({ status }) => status)).toEqual([201, 201]);
	expect(performance.now() - startedAt).toBeGreaterThanOrEqual(190);
});

test('the token expires after the second chunk', async () => {
	set({ kind: 'expire-token', path: '^/upload$', nth: 2 });
	const token = await uploadToken(emulator.current);
	const total = 15 * MiB;
	let videoId: string | undefined;
	const statuses: number[] = [];
	for (let from = 0; from < total; from += 5 * MiB) {
		const answer = await call(emulator.current, 'POST', `/upload?token=${token}`, {
			body: form(5 * MiB, videoId ? { videoId } : {}),
			headers: { 'content-range': `bytes ${from}-${from + 5 * MiB - 1}/${total}` },
		});
		videoId ??= answer.body.videoId as string;
		statuses.push(answer.status);
	}
	expect(statuses).toEqual([201, 201, 401]);
});

test('the log shows what ran at the same time', async () => {
	set({ kind: 'stall', when: 'after', ...source });
	const { requests } = emulator.current;
	const ids = await Promise.all([1, 2, 3].map(() => container(emulator.current)));
	const giveUp = new AbortController();
	const uploads = ids.map(async (id) => await begin(id, 10, giveUp.signal));
	// None of them ends by itself, so they are under way together however slow this machine is.
	while (requests.uploads.length < 3) await new Promise(setImmediate);
	expect(requests.mostUploadsAtOnce).toBe(3);
	giveUp.abort();
	await Promise.allSettled(uploads);
});

test.each<[unknown, string]>([
	[{ kind: 'earthquake' }, 'Unknown kind'],
	[{ kind: 'reset', path: '(' }, 'Invalid regular expression'],
])('a fault that makes no sense is refused: %j', async (fault, message) => {
	expect(() => set(fault as Fault)).toThrow(message);
	expect(emulator.current.faults.list()).toEqual([]);
});
