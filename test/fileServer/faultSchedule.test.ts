import {
	LASTING_FAULTS,
	LYING_FAULTS,
	PASSING_FAULTS,
	type FaultKind,
	type Faults,
} from '../../fileServer';
import { ask, askRange, KiB, sha256, useFileServer } from './client';

const server = useFileServer();
const film = () => `${server.current.url}/film.mp4`;
const SIZE = 64 * KiB;
const QUICK = PASSING_FAULTS.filter((kind) => !/stall|drip|latency/.test(kind));

/** The kinds that were drawn for ranges that are asked for one after another, or all at once. */
async function drawn(faults: Faults, atOnce = false): Promise<string[]> {
	server.current.file('/film.mp4', { size: SIZE });
	server.current.requests.clear();
	server.current.faults = faults;
	const offsets = Array.from({ length: 16 }, (_, index) => index * 4 * KiB);
	const read = async (from: number) =>
		await askRange(film(), from, from + 4 * KiB - 1).catch(() => undefined);
	if (atOnce) await Promise.all(offsets.reverse().map(read));
	else for (const from of offsets) await read(from);
	return server.current.requests.entries
		.map(({ range, faults: kinds }) => `${range} ${kinds.join()}`)
		.sort();
}

test('the same seed draws the same, in whatever order requests come', async () => {
	const faults = { seed: 1, rate: 0.5, kinds: QUICK };
	const one = await drawn(faults);
	expect(await drawn(faults)).toEqual(one);
	expect(await drawn(faults, true)).toEqual(one);
	expect(await drawn({ ...faults, seed: 2 })).not.toEqual(one);
});

test('rate, kinds and times are kept to', async () => {
	const none = await drawn({ seed: 1, rate: 0 });
	expect(none.every((line) => line.endsWith(' '))).toBe(true);
	const all = await drawn({ seed: 1, rate: 1, kinds: ['json'] });
	expect(all.every((line) => line.endsWith(' json'))).toBe(true);
	const three = await drawn({ seed: 1, rate: 1, kinds: ['json'], times: 3 });
	expect(three.filter((line) => line.endsWith(' json'))).toHaveLength(3);
	server.current.faults = undefined;
	expect((await ask(film())).status).toBe(200);
});

test('whoever reads on gets the file through all that passes', async () => {
	const file = server.current.file('/film.mp4', { size: SIZE });
	server.current.faults = { seed: 5, rate: 0.7, kinds: QUICK };
	const pieces: Buffer[] = [];
	let at = 0;
	while (at < SIZE) {
		const seen = await askRange(film(), at, SIZE - 1).catch(() => undefined);
		if (seen?.status !== 206) continue;
		pieces.push(seen.body);
		at += seen.body.length;
	}
	expect(sha256(Buffer.concat(pieces))).toBe(await file.sha256());
	expect(server.current.requests.entries.some(({ faults }) => faults.length > 0)).toBe(true);
});

/** What a client can see of an answer. */
async function seen(): Promise<object> {
	return await askRange(film(), 1000, 1999).then(
		({ status, headers, body, broke }) => ({
			status,
			headers: { ...headers, date: undefined },
			body: broke ?? sha256(body),
		}),
		({ code }: NodeJS.ErrnoException) => ({ code }),
	);
}

/** What is seen without a fault, with the first one, and after it. */
async function around(kind: FaultKind, seed: number): Promise<object[]> {
	server.current.faults = undefined;
	const before = await seen();
	server.current.faults = { seed, rate: 1, kinds: [kind], times: 1 };
	return [before, await seen(), await seen()];
}

const SEEDS = [1, 2, 3, 4, 5];
const once = [...QUICK, ...LYING_FAULTS.filter((kind) => kind !== 'head-refused')];

test.each(once)('%s falls upon one request', async (kind) => {
	server.current.file('/film.mp4', { size: SIZE });
	for (const seed of SEEDS) {
		const [before, faulty, after] = await around(kind, seed);
		expect(faulty).not.toEqual(before);
		expect(after).toEqual(before);
	}
});

test.each(LASTING_FAULTS)('%s holds for what follows as well', async (kind) => {
	for (const file of [{ size: SIZE }, { bytes: Buffer.alloc(SIZE, 'film') }]) {
		server.current.file('/film.mp4', file);
		for (const seed of SEEDS) {
			const [before, faulty, after] = await around(kind, seed);
			expect(faulty).not.toEqual(before);
			expect(after).toEqual(faulty);
		}
	}
});

test('a redirect that is drawn leads to the file', async () => {
	server.current.file('/film.mp4', { size: 100 });
	server.current.faults = { seed: 1, rate: 1, kinds: ['redirect'], times: 2 };
	const answer = await fetch(`${film()}?signature=a+b`);
	expect((await answer.arrayBuffer()).byteLength).toBe(100);
	const queries = server.current.requests.entries.map(({ query }) => query);
	expect(queries).toEqual(Array(3).fill({ signature: 'a b' }));
});

test('HEAD alone is refused', async () => {
	server.current.file('/film.mp4', { size: SIZE });
	server.current.faults = { seed: 1, rate: 1, kinds: ['head-refused'] };
	expect((await ask(film(), { method: 'HEAD' })).status).toBe(405);
	expect((await ask(film())).status).toBe(200);
});
