import type { INodeProperties } from 'n8n-workflow';
import { Parameters } from '../../../nodes/ApiVideo/n8n/parameters';
import { readWanted } from '../../../nodes/ApiVideo/trigger/event';
import {
	eventsField,
	optionsField,
	triggerProperties,
} from '../../../nodes/ApiVideo/trigger/properties';
import { expectReadable, troubleOf } from '../support/troubles';

const options = optionsField.options as INodeProperties[];

/** What stops a parameter of each type, and what its message says. */
const NONE: Readonly<Record<string, readonly [values: readonly unknown[], what: RegExp]>> = {
	multiOptions: [
		[
			'constructor',
			'x'.repeat(1000),
			7,
			true,
			{ value: 'x' },
			['x'],
			[{ a: 1 }],
			[['hls']],
			'["x"]',
			[''],
		],
		/has a value that does not exist here: '|is not a list|is empty/,
	],
	boolean: [['maybe', 2, '', ' ', {}, ['true'], []], /is neither on nor off: '/],
	number: [
		['many', 'x'.repeat(1000), {}, [7], true, -1, 4321, Infinity],
		/must be a number from 0 to 4320/,
	],
	collection: [['text', 7, true, ['text'], [{}]], /does not consist of fields$/],
};

const places = [
	...triggerProperties.map((property) => [property.displayName, property, 'alone'] as const),
	...options.map((property) => [property.displayName, property, 'in Options'] as const),
];

test('every parameter and every option is there', () => {
	expect(places.map(([label]) => label)).toEqual([
		'Trigger On',
		'Options',
		'Formats',
		'Include Video Details',
		'Max Age (Minutes)',
		'Qualities',
	]);
});

test.each(places)(
	'%s of the wrong type stops, with its label',
	async (label, { name, type }, place) => {
		const [values, what] = NONE[type];
		for (const value of values) {
			const { name: collection } = optionsField;
			const stored = {
				events: eventsField.default,
				...(place === 'alone' ? { [name]: value } : { [collection]: { [name]: value } }),
			};
			const read = (parameter: string): unknown => (stored as Record<string, unknown>)[parameter];
			const trouble = await troubleOf(() => readWanted(new Parameters(read, () => 'UTC')));
			expectReadable(trouble);
			expect(trouble.message).toMatch(what);
			expect(trouble.message).toContain(label);
			expect(trouble.message.length).toBeLessThan(250);
		}
	},
);

test.each([[[]], [null], ['']])('Trigger On that is empty stops: %j', async (events) => {
	const trouble = await troubleOf(() =>
		readWanted(
			new Parameters(
				() => events,
				() => 'UTC',
			),
		),
	);
	expectReadable(trouble);
	expect(trouble.message).toMatch(/^Trigger On is empty$|^Options/);
});
