import '../support/clock';
import type { IDataObject } from 'n8n-workflow';
import { until } from '../harness/until';
import { ENDED, memory, post, quality, sign, useTriggers } from './support';
import '../harness';

const { world, published, emit, webhooks } = useTriggers();
const copy = (stored: IDataObject) => JSON.parse(JSON.stringify(stored)) as IDataObject;
const ended = { type: ENDED, liveStreamId: 'li1' };
const questions = () =>
	world.emulator.requests.entries
		.map(({ method, path }) => `${method} ${path}`)
		.filter((asked) => asked.startsWith('GET /webhooks/'));

afterEach(() => jest.restoreAllMocks());

test('publishing while details are fetched costs no event afterwards', async () => {
	const timeout = new AbortController();
	const limit = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
	const host = await published();
	world.emulator.faults.add({ kind: 'stall', method: 'GET', path: '^/videos/' });
	await emit(quality('vi1'));
	await host.deactivate();
	await host.activate();
	const { webhookId } = memory(host);
	timeout.abort();
	await until(() => host.started.length === 1, 'the time is over');
	expect(memory(host).webhookId).not.toBe(webhookId);
	limit.mockRestore();
	world.emulator.faults.clear();
	await emit(quality('vi2'));
	await until(() => host.started.length === 2, 'the next event starts it');
	expect(host.answers).toEqual([200, 200]);
	expect(memory(host)).toMatchObject({ webhookId, url: host.webhookUrl });
});

test('what an execution stores that began before costs none either, and is asked for once', async () => {
	const host = await published({ events: [ENDED] });
	const before = copy(host.stored);
	await host.deactivate();
	await host.activate();
	const right = copy(memory(host));
	host.stored = before;
	for (const liveStreamId of ['li1', 'li2', 'li3']) await emit({ ...ended, liveStreamId });
	expect(host.answers).toEqual([200, 200, 200]);
	expect(host.started).toHaveLength(3);
	expect(memory(host)).toMatchObject(right);
	expect(questions()).toEqual([`GET /webhooks/${String(right.webhookId)}`]);
});

describe('somebody else', () => {
	const body = JSON.stringify(ended);

	test('with the ID of another webhook is refused', async () => {
		const other = await published({ events: [ENDED] });
		const host = await published({ events: [ENDED] });
		const before = copy(host.stored);
		const { webhookId, signatureSecret } = memory(other);
		const signature = sign(signatureSecret, body);
		expect((await post(host, body, signature, String(webhookId))).status).toBe(401);
		expect(questions()).toHaveLength(1);
		expect(host.stored).toEqual(before);
	});

	test('who makes up IDs has the service asked once a minute at most', async () => {
		const host = await published({ events: [ENDED] });
		for (const id of ['webhook_1', '../videos/vi1', 'webhook_3']) {
			expect((await post(host, body, sign('made up', body), id)).status).toBe(401);
		}
		expect(questions()).toEqual(['GET /webhooks/webhook_1']);
		await emit(ended);
		expect(host.started).toHaveLength(1);
	});

	test('learns nothing with the ID of the right webhook', async () => {
		const host = await published({ events: [ENDED] });
		const { webhookId } = memory(host);
		host.stored = {};
		expect((await post(host, body, sign('made up', body), String(webhookId))).status).toBe(401);
		expect(host.started).toEqual([]);
	});
});

test('where the service cannot say whose webhook it is, the event is refused', async () => {
	const host = await published({ events: [ENDED] });
	host.stored = {};
	world.emulator.faults.add({ kind: 'status', status: 403, method: 'GET', path: '^/webhooks/' });
	await emit(ended);
	expect(host.answers).toEqual([401]);
	expect(host.started).toEqual([]);
	expect(await webhooks()).toHaveLength(1);
});
