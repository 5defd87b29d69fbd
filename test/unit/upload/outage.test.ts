import {
	MIB,
	upload,
	UploadStopped,
	type Outcome,
	type PartyOptions,
	type Received,
} from '../../../nodes/ApiVideo/upload';
import { answer, created, HandTransport, lost } from '../support/handTransport';
import { memorySource } from '../support/memorySource';
import { shareOf } from '../support/shareOf';
import { VirtualClock } from '../support/virtualClock';

const MINUTE_MS = 60_000;
const LIMITED = answer(429, {}, { 'x-ratelimit-retry-after': '30' });

interface World {
	/** From the moment the last chunk is sent first. */
	readonly outageMs: number;
	/** What is answered meanwhile. */
	readonly outcome?: Outcome;
	readonly party?: PartyOptions;
	/** Whether another chunk arrives before it begins. */
	readonly answeredBefore?: boolean;
	/** How long the status is asked for during the outage, and whether it has an answer then. */
	readonly status?: {
		readonly takesMs: number;
		readonly answers: boolean;
		readonly queueMs?: number;
	};
}

/** One or two chunks of 5 MiB, and an outage that meets the last one. */
async function play(given: World) {
	const { outageMs, outcome = lost(), party, answeredBefore = true, status } = given;
	const clock = new VirtualClock(() => 1);
	let began: number | undefined;
	const isOut = () => began !== undefined && clock.now() - began < outageMs;
	const tries: number[] = [];
	const transport = new HandTransport('apiKey', ({ range }) => {
		if (answeredBefore && range?.from === 0) return created();
		began ??= clock.now();
		tries.push(clock.now() - began);
		return isOut() ? outcome : created();
	});
	const NOTHING: Received = { complete: false, ranges: [] };
	let asked = 0;
	transport.received = async (_videoId, _signal, onOutage) => {
		asked++;
		if (!isOut()) return NOTHING;
		const { queueMs = 0, takesMs = 0, answers = false } = status ?? {};
		clock.pass(queueMs + takesMs);
		if (answers) return NOTHING;
		onOutage?.(takesMs);
		return undefined;
	};
	const share = shareOf(clock, { parallel: 1, ...party });
	const source = memorySource(Buffer.alloc((answeredBefore ? 10 : 5) * MIB, 1));
	const error: unknown = await upload(source, transport, share, {
		videoId: 'vi1',
		chunkBytes: 5 * MIB,
	}).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	const stopped = error instanceof UploadStopped ? error : undefined;
	if (error !== undefined && !stopped) throw error as Error;
	return { stopped, tries, asked, minutes: (clock.now() - (began ?? 0)) / MINUTE_MS };
}

describe('an outage in the middle of an upload', () => {
	it.each([
		['of 14 min 59 s', 15 * MINUTE_MS - 1000],
		['of a minute', MINUTE_MS],
	])('%s is survived', async (_long, outageMs) => {
		for (const outcome of [lost(), answer(503), answer(502, '<html>'), answer(200, '<html>')]) {
			expect((await play({ outageMs, outcome })).stopped).toBeUndefined();
		}
	});

	it('of 15 minutes and the last wait is told, with how long it was tried', async () => {
		const { stopped, minutes, tries } = await play({ outageMs: 16 * MINUTE_MS });
		expect(stopped).toMatchObject({
			reason: 'unreachable',
			outlasted: true,
			tries: tries.length,
		});
		expect(Math.round((stopped?.triedMs ?? 0) / MINUTE_MS)).toBe(15);
		expect(minutes).toBeGreaterThanOrEqual(15);
		expect(minutes).toBeLessThan(15.6);
	});

	it('is found out about before anybody gives up', async () => {
		const { asked, tries } = await play({ outageMs: 16 * MINUTE_MS });
		// Once for each try.
		expect(asked).toBe(tries.length);
	});

	it.each([
		[0, 0],
		[0.5, 1],
		[60, 60.6],
	])('is waited out for %d minutes where that was asked for', async (minutes, most) => {
		const party = { keepTryingMs: minutes * MINUTE_MS };
		const end = await play({ outageMs: Infinity, party });
		expect(end.stopped?.outlasted).toBe(true);
		expect(end.minutes).toBeGreaterThanOrEqual(minutes);
		expect(end.minutes).toBeLessThanOrEqual(most);
	});

	it('counts the time in which the status is asked in vain, so that it is told after 15 minutes', async () => {
		const status = { takesMs: 15 * MINUTE_MS, answers: false };
		const { stopped, minutes } = await play({ outageMs: Infinity, status });
		expect(stopped?.outlasted).toBe(true);
		expect(minutes).toBeLessThan(16);
	});

	it('does not count the time in which the status waits for its turn', async () => {
		const status = { queueMs: 15 * MINUTE_MS, takesMs: 0, answers: false };
		const { stopped } = await play({ outageMs: 60 * MINUTE_MS, status });
		expect(stopped).toBeUndefined();
	});

	it('goes on once the status has answered, however long that took', async () => {
		const status = { takesMs: 15 * MINUTE_MS - 1, answers: true };
		const { stopped, tries } = await play({ outageMs: 15 * MINUTE_MS - 1, status });
		expect(stopped).toBeUndefined();
		expect(tries).toHaveLength(2);
	});
});

describe('before the service has answered anything', () => {
	it('an outage is told within a minute and the last wait', async () => {
		const { stopped, minutes } = await play({ outageMs: Infinity, answeredBefore: false });
		expect(stopped).toMatchObject({ reason: 'unreachable', outlasted: false });
		expect(minutes).toBeGreaterThanOrEqual(1);
		expect(minutes).toBeLessThan(1.5);
	});

	it('one of less than a minute is survived', async () => {
		const end = await play({ outageMs: 59_000, answeredBefore: false });
		expect(end.stopped).toBeUndefined();
	});

	it('a mistyped address is told after three tries', async () => {
		const outcome: Outcome = {
			...lost(),
			kind: 'noAnswer',
			unknownAddress: true,
			permanent: false,
			what: 'Not known',
		};
		const { tries, minutes } = await play({ outageMs: Infinity, answeredBefore: false, outcome });
		expect(tries).toHaveLength(3);
		expect(minutes).toBeLessThan(0.1);
	});
});

describe('refusals by the rate limit', () => {
	it('are waited out for 14 minutes, also before anything was answered', async () => {
		for (const answeredBefore of [true, false]) {
			const { stopped } = await play({
				outageMs: 14 * MINUTE_MS,
				outcome: LIMITED,
				answeredBefore,
			});
			expect(stopped).toBeUndefined();
		}
	});

	it('end after 15 minutes of waits, and a longer time to keep trying is not what helps', async () => {
		const { stopped, minutes } = await play({ outageMs: Infinity, outcome: LIMITED });
		expect(stopped).toMatchObject({ reason: 'rateLimited', outlasted: false });
		expect(minutes).toBeGreaterThanOrEqual(15);
		expect(minutes).toBeLessThan(17);
	});
});
