import type { IDataObject } from 'n8n-workflow';
import { Memory, REMEMBERED } from '../../../nodes/ApiVideo/trigger/memory';

let webhooks = 0;
let webhookId: string;
beforeEach(() => {
	webhookId = `webhook_${++webhooks}`;
});

const MINUTE = 60_000;

test('remembers what it is told, each kind for itself', () => {
	const memory = new Memory({}, webhookId, 0);
	memory.remember('deliveries', 'a');
	expect(memory.knows('deliveries', 'a')).toBe(true);
	expect(memory.knows('deliveries', 'b')).toBe(false);
	expect(memory.knows('playableVideos', 'a')).toBe(false);
});

test('remembers in what n8n stores, also much later and in another process', () => {
	const stored: IDataObject = {};
	new Memory(stored, webhookId, 0).remember('deliveries', 'a');
	const copy = JSON.parse(JSON.stringify(stored)) as IDataObject;
	expect(new Memory(copy, `${webhookId}_other`, 60 * MINUTE).knows('deliveries', 'a')).toBe(true);
});

test('sets the field anew, as n8n notices nothing else', () => {
	const stored: IDataObject = {};
	const memory = new Memory(stored, webhookId, 0);
	memory.remember('deliveries', 'a');
	const before = stored.deliveries;
	memory.remember('deliveries', 'b');
	expect(stored.deliveries).not.toBe(before);
	expect(stored.deliveries).toEqual(['a', 'b']);
});

test('is bounded, and forgets the oldest', () => {
	const stored: IDataObject = {};
	for (let count = 0; count < 3 * REMEMBERED; count++) {
		new Memory(stored, webhookId, count * MINUTE).remember('deliveries', `id${count}`);
	}
	expect(stored.deliveries).toHaveLength(REMEMBERED);
	const memory = new Memory(stored, webhookId, 9_999 * MINUTE);
	expect(memory.knows('deliveries', `id${3 * REMEMBERED - 1}`)).toBe(true);
	expect(memory.knows('deliveries', 'id0')).toBe(false);
});

test('is bounded also when everything comes at the same moment', () => {
	const stored: IDataObject = {};
	for (let count = 0; count < 3 * REMEMBERED; count++) {
		new Memory(stored, webhookId, 0).remember('deliveries', `id${count}`);
	}
	expect(stored.deliveries).toHaveLength(REMEMBERED);
});

describe('two events at the same moment, before n8n has stored anything', () => {
	test('know of each other', () => {
		new Memory({}, webhookId, 1000).remember('playableVideos', 'vi1');
		expect(new Memory({}, webhookId, 1500).knows('playableVideos', 'vi1')).toBe(true);
		expect(new Memory({}, `${webhookId}_other`, 1500).knows('playableVideos', 'vi1')).toBe(false);
	});

	test('are both in what is stored last', () => {
		new Memory({}, webhookId, 1000).remember('playableVideos', 'vi1');
		const last: IDataObject = {};
		new Memory(last, webhookId, 1100).remember('playableVideos', 'vi2');
		expect(last.playableVideos).toEqual(['vi1', 'vi2']);
	});

	test('do not block the service’s next try, 3 s later, of one that was never stored', () => {
		new Memory({}, webhookId, 1000).remember('deliveries', 'a');
		expect(new Memory({}, webhookId, 4000).knows('deliveries', 'a')).toBe(false);
	});
});
