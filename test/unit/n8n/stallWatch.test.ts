import { watchForStall } from '../../../nodes/ApiVideo/n8n/stallWatch';
import { MIB } from '../../../nodes/ApiVideo/upload';

/** A body of which nothing was taken. */
const UNTOUCHED = { size: 1, takenBytes: 0, waitsForFile: false };

/** Lets the watch look every five seconds of a clock that only the test moves. */
async function watch(
	taken: (second: number) => number,
	endsAt = Infinity,
	size = Infinity,
	waitsForFile: (second: number) => boolean = () => false,
) {
	let second = 0;
	let abortedAt: number | undefined;
	const request = new AbortController();
	await watchForStall(
		{ now: () => second * 1000 },
		{
			size,
			get waitsForFile() {
				return waitsForFile(second);
			},
			get takenBytes() {
				return taken(second);
			},
		},
		() => {
			abortedAt = second;
		},
		request.signal,
		async () => {
			second += 5;
			if (second >= endsAt) request.abort();
		},
	);
	return abortedAt;
}

describe('the watch over a request', () => {
	it('ends one of which nothing was ever taken after a minute', async () => {
		expect(await watch(() => 0)).toBe(65);
	});

	it('leaves one alone that moves, however slowly', async () => {
		expect(await watch((second) => second * 32 * 1024, 3600)).toBeUndefined();
	});

	it('leaves one alone that moves in bursts, as a slow line takes blocks of 4 MiB', async () => {
		const taken = (second: number) => Math.floor(second / 128) * 4 * MIB + 4 * MIB;
		expect(await watch(taken, 3600)).toBeUndefined();
	});

	it('ends one on a fast line soon after it has stopped', async () => {
		const abortedAt = await watch((second) => Math.min(second, 100) * 20 * MIB);
		expect(abortedAt).toBeGreaterThan(160);
		expect(abortedAt).toBeLessThan(175);
	});

	it('ends one on a slow line after five minutes at the latest', async () => {
		const abortedAt = await watch((second) => Math.min(second, 1000) * 32 * 1024);
		expect(abortedAt).toBe(1305);
	});

	it('gives the service five minutes for its answer once all of the body has been taken', async () => {
		const taken = (second: number) => Math.min(second, 10) * 20 * MIB;
		expect(await watch(taken, Infinity, 200 * MIB)).toBe(315);
	});

	it('does not hold against the connection that the file does not come', async () => {
		const taken = (second: number) => Math.min(second, 10) * 20 * MIB;
		expect(await watch(taken, 3600, Infinity, () => true)).toBeUndefined();
	});

	it('gives the connection its time from when the file has come', async () => {
		const taken = (second: number) => Math.min(second, 10) * 20 * MIB;
		const abortedAt = await watch(taken, 3600, Infinity, (second) => second < 1000);
		expect(abortedAt).toBeGreaterThan(1055);
	});

	it('gives it a minute from when the file has come, also where nothing was taken before', async () => {
		expect(
			await watch(
				() => 0,
				3600,
				Infinity,
				(second) => second < 100,
			),
		).toBe(160);
	});

	it('ends itself with the request', async () => {
		expect(await watch(() => 0, 30)).toBeUndefined();
	});

	it('looks every five seconds, and ends at once with the request', async () => {
		// A timer that never fires: nothing but the end of the request can end the watch.
		const { signal: never } = new AbortController();
		const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(never);
		const request = new AbortController();
		const { signal } = request;
		const nothing = () => undefined;
		const watching = watchForStall({ now: () => 0 }, UNTOUCHED, nothing, signal);
		expect(timeout.mock.calls).toEqual([[5000]]);
		timeout.mockRestore();
		request.abort();
		expect(await watching).toBeUndefined();
	});
});
