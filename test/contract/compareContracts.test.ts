import { compareContracts } from './support/compareContracts';
import type { Entry } from './support/contract';

const TEXT: Entry = { type: 'string', default: '' };
const LIST: Entry = { type: 'options', default: 'a', values: ['a', 'b'] };
const PICKER: Entry = { type: 'resourceLocator', modes: ['id', 'list'] };
const SHOWN: Entry = { ...TEXT, shown: { from: ['a', 'b'] } };

const after = (before: Entry, changed: Entry) =>
	compareContracts({ 'node > one': before }, { 'node > one': changed });

describe('a change breaks stored workflows when', () => {
	it.each<[string, Entry, Entry, RegExp]>([
		['the type changes', TEXT, { ...TEXT, type: 'number' }, /was string and is number/],
		['the default changes', TEXT, { ...TEXT, default: 'x' }, /another default \("", now "x"\)/],
		['it becomes required', TEXT, { ...TEXT, required: true }, /required now/],
		['it becomes a list', TEXT, { ...TEXT, multiple: true }, /holds a list now/],
		['it is no list any more', { ...TEXT, multiple: true }, TEXT, /holds one value now/],
		['a value goes', LIST, { ...LIST, values: ['a'] }, /no value 'b' any more/],
		['a mode goes', PICKER, { ...PICKER, modes: ['list'] }, /no mode 'id' any more/],
		['a condition comes', TEXT, SHOWN, /fewer cases/],
		['a condition is narrowed', SHOWN, { ...SHOWN, shown: { from: ['a'] } }, /fewer cases/],
		['a condition is another', SHOWN, { ...SHOWN, shown: { to: ['a', 'b'] } }, /fewer cases/],
	])('%s', (_what, before, changed, expected) => {
		const { breaks, adds } = after(before, changed);
		expect(adds).toEqual([]);
		expect(breaks).toEqual([expect.stringMatching(expected)]);
	});

	it('a parameter goes, or gets another name', () => {
		expect(compareContracts({ 'node > one': TEXT }, {}).breaks).toEqual([
			'node > one was removed: workflows that set it lose the value',
		]);
		expect(compareContracts({ 'node > one': TEXT }, { 'node > two': TEXT })).toEqual({
			breaks: [expect.stringContaining('maybe renamed to node > two')],
			adds: ['node > two is new'],
		});
	});

	it('a required parameter comes without a default', () => {
		const { breaks } = compareContracts({}, { 'node > one': { ...TEXT, required: true } });
		expect(breaks).toEqual([expect.stringContaining('new and required')]);
	});
});

describe('no stored workflow notices when', () => {
	it.each<[string, Entry, Entry, RegExp]>([
		['a value comes', LIST, { ...LIST, values: ['a', 'b', 'c'] }, /new value 'c'/],
		['a mode comes', PICKER, { ...PICKER, modes: ['id', 'list', 'url'] }, /new mode 'url'/],
		['it is not required any more', { ...TEXT, required: true }, TEXT, /not required any more/],
		['a condition goes', SHOWN, TEXT, /more cases/],
		['a condition is widened', { ...TEXT, shown: { from: ['a'] } }, SHOWN, /more cases/],
	])('%s', (_what, before, changed, expected) => {
		const { breaks, adds } = after(before, changed);
		expect(breaks).toEqual([]);
		expect(adds).toEqual([expect.stringMatching(expected)]);
	});

	it('a parameter comes that has a default or may stay empty', () => {
		const contract = { one: TEXT, two: { ...LIST, required: true } as const };
		expect(compareContracts({}, contract)).toEqual({
			breaks: [],
			adds: ['one is new', 'two is new'],
		});
	});

	it('nothing changes', () => {
		expect(after(SHOWN, { ...SHOWN })).toEqual({ breaks: [], adds: [] });
	});
});
