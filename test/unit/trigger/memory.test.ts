import type { IDataObject } from 'n8n-workflow';
import { Memory } from '../../../nodes/ApiVideo/trigger/memory';

let triggers = 0;
let trigger: string;
beforeEach(() => {
	trigger = `trigger ${++triggers}`;
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-23T12:00:00Z');

/** As n8n does: read at the beginning, stored at the end. */
const read = (stored: IDataObject) => JSON.parse(JSON.stringify(stored)) as IDataObject;

/** The same trigger in another process, or after a restart. */
const elsewhere = () => `${trigger} elsewhere ${++triggers}`;

test('remembers what it is told, each kind for itself', () => {
	const memory = new Memory({}, trigger, NOW);
	memory.remember('deliveries', 'a', NOW);
	expect(memory.knows('deliveries', 'a')).toBe(true);
	expect(memory.knows('deliveries', 'b')).toBe(false);
	expect(memory.knows('readyVideos', 'a')).toBe(false);
});

test('remembers in what n8n stores, for three days and also in another process', () => {
	const stored: IDataObject = {};
	const memory = new Memory(stored, trigger, NOW);
	memory.remember('readyVideos', 'vi1', NOW);
	memory.keep();
	const knows = (now: number) =>
		new Memory(read(stored), elsewhere(), now).knows('readyVideos', 'vi1');
	expect(knows(NOW + 3 * DAY)).toBe(true);
	expect(knows(NOW + 3 * DAY + 2 * HOUR)).toBe(false);
});

test('forgets in this process as well after three days', () => {
	new Memory({}, trigger, NOW).remember('readyVideos', 'vi1', NOW);
	expect(new Memory({}, trigger, NOW + 3 * DAY).knows('readyVideos', 'vi1')).toBe(true);
	expect(new Memory({}, trigger, NOW + 4 * DAY).knows('readyVideos', 'vi1')).toBe(false);
});

test('10,000 videos after it a video is still remembered', () => {
	const stored: IDataObject = {};
	for (let count = 0; count <= 10_000; count++) {
		new Memory(stored, trigger, NOW + count * 20_000).remember(
			'readyVideos',
			`vi${count}`,
			undefined,
		);
	}
	const last = NOW + 10_000 * 20_000;
	const memory = new Memory(stored, trigger, last);
	memory.keep();
	for (const one of [memory, new Memory(read(stored), elsewhere(), last)]) {
		expect(one.knows('readyVideos', 'vi0')).toBe(true);
		expect(one.knows('readyVideos', 'vi9999')).toBe(true);
	}
});

test('what is emitted in the future is remembered until it is three days old', () => {
	const stored: IDataObject = {};
	const memory = new Memory(stored, trigger, NOW);
	memory.remember('deliveries', 'a', NOW + DAY);
	memory.keep();
	expect(new Memory(read(stored), elsewhere(), NOW + 4 * DAY).knows('deliveries', 'a')).toBe(true);
});

test('sets the field anew, as n8n notices nothing else', () => {
	const stored: IDataObject = {};
	const keep = (name: string) => {
		const memory = new Memory(stored, trigger, NOW);
		memory.remember('deliveries', name, NOW);
		memory.keep();
		return stored.deliveries;
	};
	const before = keep('a');
	expect(keep('b')).not.toBe(before);
	expect(stored).not.toHaveProperty('readyVideos');
});

describe('two deliveries at the same time, of which n8n stores the last one', () => {
	test('know of each other', () => {
		new Memory({}, trigger, NOW).remember('readyVideos', 'vi1', NOW);
		expect(new Memory({}, trigger, NOW).knows('readyVideos', 'vi1')).toBe(true);
		expect(new Memory({}, elsewhere(), NOW).knows('readyVideos', 'vi1')).toBe(false);
	});

	test('are both in what the first one stores last', () => {
		const slow = read({});
		const quick = read({});
		const first = new Memory(slow, trigger, NOW);
		first.remember('readyVideos', 'vi1', NOW);
		const second = new Memory(quick, trigger, NOW + 1000);
		second.remember('readyVideos', 'vi2', NOW + 1000);
		second.keep();
		// Its details took long.
		first.keep();
		const memory = new Memory(read(slow), elsewhere(), NOW + DAY);
		expect(memory.knows('readyVideos', 'vi1')).toBe(true);
		expect(memory.knows('readyVideos', 'vi2')).toBe(true);
	});

	test('what somebody has undone is stored again with the next delivery, much later', () => {
		const before: IDataObject = {};
		new Memory(before, trigger, NOW).remember('readyVideos', 'vi1', NOW);
		const undone: IDataObject = {};
		new Memory(undone, trigger, NOW + 2 * DAY).keep();
		expect(new Memory(read(undone), elsewhere(), NOW + 2 * DAY).knows('readyVideos', 'vi1')).toBe(
			true,
		);
	});
});
