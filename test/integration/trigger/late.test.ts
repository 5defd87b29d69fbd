import '../support/clock';
import type { TriggerHost } from '../harness/triggerHost';
import { until } from '../harness/until';
import { ENDED, memory, post, QUALITY, quality, sign, useTriggers } from './support';
import '../harness';

const { control, published, emit } = useTriggers();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const options = { includeVideoDetails: false };
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

/** As somebody does who has seen a delivery and sends it once more. */
async function playBack(host: TriggerHost, body: string) {
	return await post(host, body, sign(memory(host).signatureSecret, body));
}

/** Lets time pass for the trigger. */
function pass(milliseconds: number): void {
	const now = Date.now() + milliseconds;
	jest.spyOn(Date, 'now').mockReturnValue(now);
}
afterEach(() => jest.restoreAllMocks());

test.each([6 * MINUTE, 5 * HOUR, 71.9 * HOUR])(
	'an event that comes late, after %d ms, starts the workflow',
	async (late) => {
		const host = await published({ options });
		await emit({ ...quality('vi1'), emittedAt: ago(late) });
		expect(host.answers).toEqual([200]);
		expect(host.started).toHaveLength(1);
	},
);

test('what is older than three days is refused, each time', async () => {
	const host = await published({ options });
	await control('PUT', '/webhooks', { retryMilliseconds: 1 });
	await emit({ ...quality('vi1'), emittedAt: ago(72 * HOUR + MINUTE) });
	await until(() => host.answers.length === 4, 'it was sent four times');
	expect(host.answers).toEqual([401, 401, 401, 401]);
	expect(host.started).toEqual([]);
});

test.each([100, -100])(
	'a clock that is %d hours wrong is told in the log, and when it is right again nothing is forgotten',
	async (hours) => {
		const host = await published({ events: [ENDED] });
		const emittedAt = ago(HOUR);
		const known = JSON.stringify({ type: ENDED, liveStreamId: 'li1', emittedAt });
		expect((await playBack(host, known)).status).toBe(200);
		pass(hours * HOUR);
		const other = JSON.stringify({ type: ENDED, liveStreamId: 'li2', emittedAt });
		expect((await playBack(host, other)).status).toBe(401);
		const [warning] = host.logs.filter(({ level }) => level === 'warn');
		expect(warning.message).toContain(`'Trigger' refused an event of ${emittedAt}`);
		expect(warning.message).toContain('If that is wrong, set the clock');
		jest.restoreAllMocks();
		await playBack(host, known);
		await playBack(host, other);
		expect(host.started.map(([{ liveStreamId }]) => liveStreamId)).toEqual(['li1', 'li2']);
	},
);

describe('an event that is played back starts nothing', () => {
	test.each([0, MINUTE, 24 * HOUR, 71.9 * HOUR, 73 * HOUR, 1000 * HOUR])(
		'after %d ms',
		async (later) => {
			const host = await published({ events: [ENDED] });
			const body = JSON.stringify({ type: ENDED, liveStreamId: 'li1', emittedAt: ago(0) });
			expect((await playBack(host, body)).status).toBe(200);
			pass(later);
			expect((await playBack(host, body)).status).toBe(later > 72 * HOUR ? 401 : 200);
			expect(host.started).toHaveLength(1);
		},
	);

	test('also where it came late, or the clock of the service is ahead', async () => {
		for (const age of [48 * HOUR, -2 * HOUR]) {
			const host = await published({ events: [ENDED] });
			const body = JSON.stringify({ type: ENDED, liveStreamId: 'li1', emittedAt: ago(age) });
			const born = Date.now();
			expect((await playBack(host, body)).status).toBe(200);
			for (const later of [23, 71, 73, 75, 77].map((hours) => hours * HOUR)) {
				jest.spyOn(Date, 'now').mockReturnValue(born + later);
				await playBack(host, body);
			}
			expect(host.started).toHaveLength(1);
			jest.restoreAllMocks();
		}
	});

	test('also of the last quality of a video, after its first one is forgotten', async () => {
		const host = await published({ options });
		const born = Date.now();
		const body = (name: string) =>
			JSON.stringify({ ...quality('vi1', 'hls', name), emittedAt: ago(0) });
		await playBack(host, body('240p'));
		pass(10 * HOUR);
		const last = body('2160p');
		await playBack(host, last);
		jest.spyOn(Date, 'now').mockReturnValue(born + 80 * HOUR);
		expect((await playBack(host, last)).status).toBe(200);
		expect(host.started).toHaveLength(1);
	});

	test('also when very many others have come in between', async () => {
		const host = await published({ events: [ENDED] });
		const body = JSON.stringify({ type: ENDED, liveStreamId: 'li1', emittedAt: ago(0) });
		await playBack(host, body);
		const [[hour, first]] = Object.entries(memory(host).deliveries as Record<string, string>);
		const others = Array.from({ length: 19_000 }, (_, index) => String(index).padStart(8, '0'));
		memory(host).deliveries = { [hour]: first + others.join('') };
		await emit({ type: ENDED, liveStreamId: 'li2' });
		await playBack(host, body);
		expect(host.started).toHaveLength(2);
	});
});

test('whoever wants less sets Max Age', async () => {
	const host = await published({ events: [QUALITY], options: { ...options, maxAge: 5 } });
	const body = JSON.stringify({ ...quality('vi1'), emittedAt: ago(6 * MINUTE) });
	expect((await playBack(host, body)).status).toBe(401);
	expect(host.started).toEqual([]);
});

test('0 takes an event of any age', async () => {
	const host = await published({ options: { ...options, maxAge: 0 } });
	await emit({ ...quality('vi1'), emittedAt: '2021-01-29T16:46:25.217+01:00' });
	expect(host.started).toHaveLength(1);
});
