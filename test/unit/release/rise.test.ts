import { objectionsToVersion } from '../../../scripts/release/rise';

const NOTHING = { breaks: [], adds: [] };
const BREAKS = { breaks: ['a > b was removed'], adds: ['a > c is new'] };
const ADDS = { breaks: [], adds: ['a > c is new'] };

describe('a version may follow another one', () => {
	it.each([
		['1.2.3', '1.2.4', NOTHING],
		['1.2.3', '1.3.0', ADDS],
		['1.2.3', '2.0.0', BREAKS],
		['1.2.3', '1.10.0', ADDS],
		['0.1.0', '0.1.1', ADDS],
		['0.1.0', '0.2.0', BREAKS],
		['0.9.0', '1.0.0', BREAKS],
	])('%s, then %s', (last, next, changes) => {
		expect(objectionsToVersion(last, next, changes)).toEqual([]);
	});
});

describe('a version may not', () => {
	it.each([
		['be the same', '1.2.3', '1.2.3', NOTHING, /not newer/],
		['be older', '1.10.0', '1.9.0', NOTHING, /not newer/],
		['be older though a later number is larger', '2.0.0', '1.9.9', NOTHING, /not newer/],
		[
			'break what was stored, in a minor version',
			'1.2.3',
			'1.3.0',
			BREAKS,
			/the first number must/,
		],
		['break what was stored, in a patch', '1.2.3', '1.2.4', BREAKS, /the first number must/],
		['break what was stored before 1.0, in a patch', '0.1.0', '0.1.1', BREAKS, /the second number/],
		['add to what there is, in a patch', '1.2.3', '1.2.4', ADDS, /can do more.*the second number/],
	])('%s', (_what, last, next, changes, message) => {
		expect(objectionsToVersion(last, next, changes)[0]).toMatch(message);
	});

	it('break anything without naming all of it', () => {
		expect(objectionsToVersion('1.2.3', '1.2.4', BREAKS)).toContain('  - a > b was removed');
	});

	it('be something else than a version', () => {
		expect(() => objectionsToVersion('1.2.3', '1.2', NOTHING)).toThrow("'1.2' is no version");
	});
});
