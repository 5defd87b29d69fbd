import { draw, placesAt } from '../../../scripts/mutants/draw';
import { folderOf, type Folder } from '../../../scripts/mutants/folders';
import type { Place } from '../../../scripts/mutants/places';
import { inWords, interval, scoreOf, linesOf, type Mutant } from '../../../scripts/mutants/score';

const place = (folder: Folder, line: number): Place => ({
	folder,
	range: `nodes/ApiVideo/${folder}/a.ts:${line}:0-${line}:9`,
	mutants: [],
});
const many = (folder: Folder, count: number) =>
	Array.from({ length: count }, (_, line) => place(folder, line));

describe('a sample of the places that are changed', () => {
	const all = [...many('upload', 300), ...many('api', 100), ...many('values', 1)];

	it('has the share of each folder, and at least one', () => {
		const drawn = draw(all, 40, 'seed');
		const count = (wanted: Folder) => drawn.filter(({ folder }) => folder === wanted).length;
		expect([count('upload'), count('api'), count('values')]).toEqual([30, 10, 1]);
		expect(new Set(drawn).size).toBe(drawn.length);
	});

	it('is the same each time, and another one with another word', () => {
		expect(draw(all, 40, 'seed')).toEqual(draw([...all], 40, 'seed'));
		expect(draw(all, 40, 'seed')).not.toEqual(draw(all, 40, 'other'));
	});

	it('is a part of a larger one, and all there is at most', () => {
		expect(draw(all, 80, 'seed')).toEqual(expect.arrayContaining(draw(all, 40, 'seed')));
		expect(draw(all, 10_000, 'seed')).toHaveLength(all.length);
	});
});

describe('the places of which a change was printed', () => {
	const mutant = (fileName: string, line: number): Mutant => ({
		fileName: `nodes/ApiVideo/api/${fileName}`,
		status: 'Survived',
		mutatorName: 'BlockStatement',
		replacement: '{}',
		location: { start: { line, column: 5 }, end: { line, column: 9 } },
	});
	const [first, second, other] = [mutant('a.ts', 1), mutant('a.ts', 2), mutant('b.ts', 1)];
	const places = [first, second, other].map((one, line) => ({
		...place('api', line),
		mutants: [one],
	}));

	it('are found by what was printed, or all of a file by its name', () => {
		const [printed] = linesOf([second]).map((line) => line.split(' ')[1]);
		expect(placesAt(places, [printed])).toEqual([places[1]]);
		expect(placesAt(places, [first.fileName])).toEqual(places.slice(0, 2));
		expect(placesAt(places, ['nodes/ApiVideo/api/c.ts', `${printed}0`])).toEqual([]);
	});

	it('are in one of the folders', () => {
		expect(folderOf('nodes/ApiVideo/n8n/web/body.ts:1:5-1:9')).toBe('n8n');
		expect(folderOf('nodes/ApiVideo/resources/index.ts')).toBeUndefined();
		expect(folderOf('api')).toBeUndefined();
	});
});

describe('the score', () => {
	const results = (states: object) =>
		Object.entries(states).flatMap(([status, count]) =>
			Array.from({ length: count as number }, () => ({ status }) as never),
		);

	it('counts what tests have noticed, and not what was left out or does not load', () => {
		const states = {
			Killed: 5,
			Timeout: 2,
			Survived: 1,
			NoCoverage: 3,
			Ignored: 9,
			RuntimeError: 4,
		};
		expect(scoreOf(results(states))).toEqual({ killed: 7, survived: 4 });
	});

	it.each([
		[{ killed: 95, survived: 5 }, 0.8882, 0.9785],
		[{ killed: 20, survived: 0 }, 0.8389, 1],
		[{ killed: 0, survived: 20 }, 0, 0.1611],
	])('of a sample stands for a range: %j', (score, from, to) => {
		const found = interval(score);
		expect(found[0]).toBeCloseTo(from, 3);
		expect(found[1]).toBeCloseTo(to, 3);
	});

	it('of nothing says nothing', () => {
		expect(interval({ killed: 0, survived: 0 })).toEqual([0, 1]);
		expect(inWords({ killed: 0, survived: 0 })).toMatch(/^0 of 0 changes noticed/);
	});

	it('is told with the range in which that of all lies', () => {
		expect(inWords({ killed: 95, survived: 5 })).toBe(
			'95 of 100 changes noticed (95 %; of all, 89 to 98 %)',
		);
	});
});

it('what no test has noticed, or what did not end, is told with its place and what was written there', () => {
	const at = { start: { line: 7, column: 4 }, end: { line: 9, column: 2 } };
	const one = {
		fileName: 'nodes/a.ts',
		location: at,
		mutatorName: 'BlockStatement',
	};
	const found = [
		{ ...one, status: 'Survived', replacement: '{\n}' },
		{ ...one, status: 'Killed', replacement: '{}' },
		{ ...one, status: 'Timeout', replacement: 'for (;;);' },
	];
	expect(linesOf(found)).toEqual([
		'Survived nodes/a.ts:7:4-9:2 BlockStatement: { }',
		'Timeout nodes/a.ts:7:4-9:2 BlockStatement: for (;;);',
	]);
});
