import type { INodeProperties } from 'n8n-workflow';
import { labelOf } from '../../../nodes/ApiVideo/api/labels';
import { filtersProperty } from '../../../nodes/ApiVideo/resources/analytics/filters';

describe('a name in an answer', () => {
	it.each([
		// With the value behind it, as in an example of the specification.
		['from:2024-05-20T09:15:05', 'From'],
		['from:2024-05-20T09:15:05+02:00', 'From'],
		['from:2024-05-20T09:15:05.123Z', 'From'],
		['to:2024-05-20T09:15:05+02:00', 'To'],
		['to=2024-05-20', 'To'],
		['viewDuration:3s', 'View Duration'],
		// A part of a value.
		['metadata[0].key', 'Metadata'],
		['metadata[0][key]', 'Metadata'],
		['restreams[0][serverUrl]', 'Restreams'],
		['tags.0', 'Tags'],
		// A header.
		['header.X-Custom', 'Header X-Custom'],
		['headers[Accept]', 'Header Accept'],
		['header', 'Header'],
		// Other alphabets.
		['größe', 'Größe'],
		['élanVital', 'Élan Vital'],
		['标题', '标题'],
		['😀', '😀'],
		// Of the API, of the language, and unknown.
		['file', 'Input Binary Field'],
		['videoId', 'Video'],
		['  ttl ', 'Time to Live'],
		['mp4Support', 'MP4 Support'],
		['constructor', 'Constructor'],
		['__proto__', 'Proto'],
		['filterBy[constructor]', 'Constructor under Filters'],
		['filterBy', 'Filters'],
		['filterBy[somethingNew]', 'Something New under Filters'],
		['filterBy.tag', 'Tag under Filters'],
		['filterBy[country][0]', 'Countries under Filters'],
	])('%j is called %s', (name, label) => {
		expect(labelOf(name)).toBe(label);
	});

	it.each(['[0]', '.x', '__', ':', '[]'])('without a word is shown as it is: %j', (name) => {
		expect(labelOf(name)).toBe(`'${name}'`);
	});

	it.each(['', ' ', '\n'])('that is blank is none: %j', (name) => {
		expect(labelOf(name)).toBeUndefined();
	});

	it.each([`${'x'.repeat(5000)}`, `filterBy[${'x'.repeat(5000)}]`, `header.${'x'.repeat(5000)}`])(
		'that is long is cut',
		(name) => {
			const label = labelOf(name) ?? '';
			expect(label).toContain('…');
			expect(label.length).toBeLessThan(120);
		},
	);

	it('is never cut in the middle of a character, and stays in its line', () => {
		expect(labelOf(`x${'😀'.repeat(80)}`)).toBe(`X${'😀'.repeat(49)}…`);
		expect(labelOf('a\nb')).toBe('A B');
		expect(labelOf('[\n]')).toBe("'[ ]'");
	});
});

const filters = (filtersProperty.options ?? []) as INodeProperties[];

it.each(filters.map(({ name, displayName }) => [name, displayName]))(
	'the filter %s is called as in the editor: %s',
	(name, displayName) => {
		expect(labelOf(`filterBy[${name}]`)).toBe(
			`${displayName} under ${filtersProperty.displayName}`,
		);
	},
);
