import { isBegun, readStatus, stateOfFile } from '../../../nodes/ApiVideo/api/readStatus';

const range = (from: unknown, to: unknown, total: unknown = 100) => ({ from, to, total });
const status = (ingest: object) => ({ ingest, encoding: { playable: false } });

describe('what has been received', () => {
	it('is what the ranges say, of a file that may not be complete', () => {
		const receivedBytes = [range(0, 9), range(20, 29)];
		expect(readStatus(status({ status: 'uploading', receivedBytes }))).toEqual({
			complete: false,
			ingesting: false,
			parts: [],
			totalBytes: 100,
			ranges: [
				{ from: 0, to: 9 },
				{ from: 20, to: 29 },
			],
		});
	});

	it.each<[string, boolean, boolean]>([
		['uploading', false, false],
		['uploaded', true, false],
		['ingesting', false, true],
		['ingested', true, false],
		['brand-new', false, false],
	])('is complete, or being taken in, by the word: %s', (word, complete, ingesting) => {
		expect(readStatus(status({ status: word }))).toMatchObject({ complete, ingesting });
	});

	it('has a length by the first range, else by the size of the file', () => {
		const total = (ingest: object) => readStatus(status(ingest))?.totalBytes;
		expect(total({ receivedBytes: [range(0, 9, 50)], filesize: 70 })).toBe(50);
		expect(total({ receivedBytes: [], filesize: 70 })).toBe(70);
		expect(total({ filesize: '70' })).toBe(70);
		for (const filesize of [0, -1, null, '', 'many', '7 B', undefined]) {
			expect(total({ filesize })).toBeUndefined();
		}
	});

	it.each([
		[range(null, 9)],
		[range(0, null)],
		[range(5, 4)],
		[range(-1, 4)],
		[range(0.5, 4)],
		[range(0, '4 B')],
		[range('x4', 9)],
		['0-9'],
		[null],
	])('leaves out a range that cannot be read: %j', (one) => {
		const received = readStatus(status({ receivedBytes: [one, range('0', '0')] }));
		expect(received?.ranges).toEqual([{ from: 0, to: 0 }]);
	});

	it('leaves out parts that are no whole numbers', () => {
		const receivedParts = { parts: ['1', 2, null, 'x', 2.5], total: null };
		expect(readStatus(status({ receivedParts }))).toMatchObject({ parts: [1, 2], complete: false });
		for (const none of [{ parts: '1' }, null, 'x', {}]) {
			expect(readStatus(status({ receivedParts: none }))?.parts).toEqual([]);
		}
	});

	it.each<[number[], unknown, boolean]>([
		[[1, 2, 3], 3, true],
		[[1, 2], 3, false],
		[[1, 2, 2], 3, false],
		[[1, 2], '2', true],
		[[], 0, false],
		[[1], null, false],
	])('is complete once all parts are there: %j of %j', (parts, total, complete) => {
		expect(readStatus(status({ receivedParts: { parts, total } }))?.complete).toBe(complete);
	});

	it.each([undefined, {}, { ingest: null }, { ingest: 'uploaded' }])(
		'is not known where nothing is said of it: %j',
		(answer) => {
			expect(readStatus(answer)).toBeUndefined();
		},
	);
});

test.each<[object, boolean]>([
	[{}, false],
	[{ status: 'uploading', receivedBytes: [] }, false],
	[{ status: 'uploaded' }, true],
	[{ receivedBytes: [range(0, 0)] }, true],
	[{ receivedParts: { parts: [1] } }, true],
])('whether something has arrived: %j', (ingest, begun) => {
	const received = readStatus(status(ingest));
	expect(received && isBegun(received)).toBe(begun);
});

test('no parts are needed to tell that nothing has arrived', () => {
	expect(isBegun({ complete: false, ranges: [] })).toBe(false);
});

test.each<[object, string]>([
	[{}, 'unfinished'],
	[{ ingest: {} }, 'unfinished'],
	[status({ status: 'uploading', receivedBytes: [range(0, 98)] }), 'unfinished'],
	[status({ status: 'uploading', receivedBytes: [range(0, 99)] }), 'complete'],
	[status({ status: 'ingested' }), 'complete'],
	[status({ status: 'brand-new' }), 'unknown'],
	[status({ status: 'ingesting', receivedBytes: [range(0, 98)] }), 'unknown'],
	[status({ status: 'brand-new', receivedBytes: [range(0, 99)] }), 'complete'],
])('the state of a file: %j', (answer, state) => {
	expect(stateOfFile(answer as Record<string, unknown>)).toBe(state);
});
