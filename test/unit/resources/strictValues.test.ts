import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { choices } from '../support/descriptions';
import { allPlaces, stepWith, valueAt, type Place } from '../support/places';
import { locator } from '../support/runOperation';
import { expectReadable, troubleOf } from '../support/troubles';

const PLACES = allPlaces();

/** Takes a binary object as well. */
const NO_TEXT = ['binaryPropertyName'];

const LISTS = ['tags', 'takeaways', 'country', 'mediaId', 'referrer'];

const each = (places: Place[]) => places.map((place) => [place.where, place] as const);
const ofType = (...types: Array<INodeProperties['type']>) =>
	PLACES.filter(({ property }) => types.includes(property.type));
const fieldsIn = (collection: string) =>
	PLACES.filter(({ path }) => path.length === 2 && path[0] === collection);

/** Expects that a step stops before it asks for anything, and that its message names the parameter. */
async function expectStop(place: Place, value: unknown, what: RegExp): Promise<void> {
	const { node, run } = stepWith(place, value);
	const trouble = await troubleOf(run);
	expectReadable(trouble);
	expect(trouble.message).toMatch(what);
	expect(trouble.message.length).toBeLessThan(250);
	expect(`${trouble.message} ${trouble.advice}`).toContain(
		place.property.displayName.replace(/ \(.*/, ''),
	);
	expect(node.asked).toEqual([]);
}

/** What a step asks the service for. */
async function sentWith(place: Place, value: unknown): Promise<unknown> {
	const { node, run } = stepWith(place, value);
	await run();
	return node.requests.map(({ method, url, qs, body }) => {
		return [method, url, qs, body instanceof FormData ? [...body.keys()] : body];
	});
}

it('finds parameters of every kind', () => {
	for (const type of ['options', 'multiOptions', 'string', 'boolean', 'number'] as const) {
		expect(ofType(type).length).toBeGreaterThan(5);
	}
	expect(fieldsIn('filters').length).toBeGreaterThan(30);
	expect(fieldsIn('updateFields').length).toBeGreaterThan(20);
});

describe('what a list does not have stops', () => {
	const unknown = ['constructor', 'x'.repeat(1000), 7, { value: 'x' }];

	it.each(each(ofType('options')))('%s', async (_where, place) => {
		for (const value of [...unknown, ['x']]) {
			await expectStop(place, value, /has a value that does not exist here: '/);
		}
	});

	it.each(each(ofType('multiOptions')))('%s', async (_where, place) => {
		for (const value of [...unknown, ['x'], [{ a: 1 }]]) {
			await expectStop(place, value, /has a value that does not exist here: '|is not a list/);
		}
	});
});

describe('a choice is the stored value, or what a person sees, in any case', () => {
	it.each(each(ofType('options')))('%s', async (_where, place) => {
		const { name, value } = choices(place.property).find(
			(choice) => choice.value === valueAt(place),
		) as INodePropertyOptions;
		const stored = await sentWith(place, value);
		for (const seen of [
			name.toUpperCase(),
			` ${name.toLowerCase()} `,
			String(value).toUpperCase(),
		]) {
			expect(await sentWith(place, seen)).toEqual(stored);
		}
	});
});

describe('a language is its code, or what the list shows, in any case', () => {
	const languages = ofType('resourceLocator').filter(
		({ property }) => property.name === 'language',
	);

	it.each(each(languages))('%s', async (_where, place) => {
		const stored = await sentWith(place, 'fr');
		for (const seen of ['French', 'FRENCH (FR)', locator('id', ' french ')]) {
			expect(await sentWith(place, seen)).toEqual(stored);
		}
	});
});

describe('a switch is true or false, "true" or "false" in any case, 1 or 0', () => {
	it.each(each(ofType('boolean')))('%s', async (_where, place) => {
		const on = await sentWith(place, true);
		for (const value of ['TRUE', ' true ', 1, '1']) {
			expect(await sentWith(place, value)).toEqual(on);
		}
		const off = await sentWith(place, false);
		for (const value of ['False', ' false ', 0, '0']) {
			expect(await sentWith(place, value)).toEqual(off);
		}
	});
});

describe('what is neither on nor off stops', () => {
	it.each(each(ofType('boolean')))('%s', async (_where, place) => {
		for (const value of ['maybe', 2, '', {}, ['true']]) {
			await expectStop(place, value, /is neither on nor off: '/);
		}
	});
});

describe('an object or a list where a text belongs stops', () => {
	const texts = ofType('string', 'color', 'resourceLocator').filter(
		({ property: { name } }) => !NO_TEXT.includes(name),
	);
	const none =
		/is not a (text|list of texts|web address|time|color|language code)|is empty|has an object in it/;

	it.each(each(texts))('%s', async (_where, place) => {
		await expectStop(place, { a: 1 }, none);
		await expectStop(place, new Date(7), none);
		await expectStop(place, 'WEBVTT [object Object]', none);
		if (LISTS.includes(place.property.name)) return;
		await expectStop(place, ['x'.repeat(1000)], none);
	});

	it.each(each(ofType('resourceLocator')))('%s, in its locator', async (_where, place) => {
		await expectStop(place, { ...locator('id', ''), value: { a: 1 } }, none);
	});
});

describe('what is no number stops', () => {
	it.each(each(ofType('number')))('%s', async (_where, place) => {
		const entered: unknown[] = ['many', 'x'.repeat(1000), {}, [7], true, -1];
		entered.push('5 MiB', '5,5', '0x10', '7 8', Infinity, 'Infinity', new Date(7), '9'.repeat(400));
		for (const value of entered) await expectStop(place, value, /must be a (whole )?number/);
	});

	const whole = ofType('number').filter(
		({ property }) => property.typeOptions?.numberPrecision === 0,
	);

	it.each(each(whole))('a fraction is never rounded: %s', async (_where, place) => {
		for (const value of [2.7, '2.7']) await expectStop(place, value, /must be a whole number/);
		await stepWith(place, ' 16.0 ').run();
	});
});

describe('what is no date stops', () => {
	const invalid = { isValid: false, toMillis: () => NaN, toISO: () => null };

	it.each(each(ofType('dateTime')))('%s', async (_where, place) => {
		const dates: unknown[] = ['soon', 'film 7', 7, {}, [2026], new Date(NaN), invalid];
		dates.push('2026-02-31', '1764000000', 1_764_000_000_000, '2026-11-25 10:00 and more');
		for (const value of dates) await expectStop(place, value, /is not a date/);
		await expectStop(place, '03/04/2026', /can be read in two ways/);
		await expectStop(place, '2026-10-25 02:30', /the clocks in Europe\/Paris show twice/);
		const { run } = stepWith(place, { toMillis: () => Date.parse(String(place.values.from)) + 1 });
		await run();
		await stepWith(place, new Date(Date.parse(String(place.values.from)) + 1)).run();
	});
});

describe('an address', () => {
	const scheme = ({ property: { placeholder = '' } }: Place) =>
		/^e\.g\. ([a-z]+):\/\//.exec(placeholder)?.[1] ?? '';
	const addresses = ofType('string').filter(
		(place) => scheme(place) !== '' && !LISTS.includes(place.property.name),
	);

	it('is asked for in several places', () => {
		expect(addresses.length).toBeGreaterThan(4);
	});

	it.each(each(addresses))('is read with URL: %s', async (_where, place) => {
		const entered = `${scheme(place).toUpperCase()}://Host.example/a b`;
		const { node, run } = stepWith(place, entered);
		await run();
		const sent = node.requests.map(({ url, body }) => [
			url,
			body instanceof FormData ? [...body] : body,
		]);
		expect(JSON.stringify(sent).toLowerCase()).toContain(`${scheme(place)}://host.example/a%20b`);
	});

	it.each(each(addresses))('that is none stops: %s', async (_where, place) => {
		const none = ['example.com/a', 'javascript:alert(1)', 'ftp://example.com/a', 'file:///a'];
		none.push(`${scheme(place)}://a.example/b ${scheme(place)}://c.example/d`);
		for (const value of none) await expectStop(place, value, /is not (a web|the) address/);
	});
});

describe('rows that are none, or came out empty, stop', () => {
	const rows = ofType('fixedCollection').filter(
		({ property }) => property.typeOptions?.multipleValues === true,
	);

	it.each(each(rows))('%s', async (_where, place) => {
		const group = place.property.options?.[0].name ?? '';
		const noRows = ['text', 7, { other: [1] }, { [group]: 'text' }, ['text'], '["text"]'];
		for (const value of noRows) await expectStop(place, value, /does not consist of rows$/);
		for (const value of [{ [group]: [{ other: 1 }] }, [{ other: 1 }], '[{"other":1}]']) {
			await expectStop(place, value, / is empty in row 1 of /);
		}
	});
});

describe('JSON that is none, or came out empty, stops', () => {
	const fields = ofType('json');

	it('is taken in several places', () => {
		expect(fields.length).toBeGreaterThan(5);
	});

	it.each(each(fields))('%s', async (_where, place) => {
		for (const value of ['text', '{"a"', '[object Object]']) {
			await expectStop(place, value, /is not JSON$/);
		}
		for (const value of [7, true, ['text'], '["text"]', '7', '[null]', [null], new Date(7)]) {
			await expectStop(place, value, /does not consist of rows$|^The filter .+ is empty$/);
		}
		for (const value of [[{ other: 1 }], '[{"other":1}]']) {
			await expectStop(place, value, / is empty in row 1 of .+ \(JSON\)$/);
		}
	});

	it.each(each(fields))('as a list it is what it is as text: %s', async (_where, place) => {
		const text = String(place.property.placeholder).replace('e.g. ', '');
		const asText = await sentWith(place, text);
		expect(await sentWith(place, JSON.parse(text))).toEqual(asText);
		expect(await sentWith(place, null).catch(() => 'stops')).not.toEqual(asText);
	});
});

describe('a field with rows has one for JSON beside it', () => {
	const rows = ofType('fixedCollection').filter(
		({ property }) => property.typeOptions?.multipleValues === true,
	);

	it.each(each(rows))('%s', (_where, { where, property }) => {
		const json = PLACES.find((place) => place.where === `${where}Json`)?.property;
		expect(json).toMatchObject({ type: 'json', displayName: `${property.displayName} (JSON)` });
		expect(property.description).toContain(json?.displayName);
	});
});

describe('a collection that is none stops', () => {
	it.each(each(ofType('collection')))('%s', async (_where, place) => {
		for (const value of ['text', 7, ['text']]) {
			await expectStop(place, value, /does not consist of fields$/);
		}
	});
});

describe('a filter that is empty', () => {
	const EMPTY: unknown[] = [
		'',
		'  ',
		null,
		undefined,
		[],
		[''],
		[null],
		{},
		locator('id', ''),
		{ ...locator('url', ''), value: null },
		{ metadataValues: [] },
		{ metadataValues: [{ key: '', value: '' }] },
		{ metadataValues: Array.from('={{ $json }}', () => ({ key: '', value: '' })) },
	];
	const filters = fieldsIn('filters');

	it.each(each(filters))('is never everything: %s', async (_where, place) => {
		const alone = { ...place, values: { ...place.values, filters: {} } };
		for (const value of EMPTY) await expectStop(alone, value, /^The filter .+ is empty$/);
	});

	it.each(each(filters))('is left out, and told, for a model: %s', async (_where, place) => {
		const alone = { ...place, values: { ...place.values, filters: {} } };
		for (const value of EMPTY) {
			const { node, run } = stepWith(alone, value);
			node.serveAsTool();
			const told = { filtersLeftOut: [place.property.displayName] };
			const result = await run();
			expect(Array.isArray(result) ? result[0] : result).toMatchObject(told);
			const { filterBy, metadata, [place.property.name]: sent } = node.requests[0].qs ?? {};
			expect([filterBy, metadata, sent]).toEqual([undefined, undefined, undefined]);
		}
	});

	const metadata = filters.filter(({ property }) => property.name === 'metadata');

	it.each(each(metadata))('is one of which only the key is there: %s', async (_where, place) => {
		const rows = [
			{ key: 'Author', value: 'John' },
			{ key: 'Year', value: '' },
		];
		await expectStop(place, rows, /^The filter Metadata 'Year' is empty$/);
		const { node, run } = stepWith(place, rows);
		node.serveAsTool();
		expect(await run()).toEqual([{ filtersLeftOut: ["Metadata 'Year'"] }]);
		expect(node.requests[0].qs).toMatchObject({ metadata: { Author: 'John' } });
	});

	const json = filters.filter(({ property }) => property.type === 'json');

	it.each(each(json))('has nothing in its JSON: %s', async (_where, place) => {
		const alone = { ...place, values: { ...place.values, filters: {} } };
		for (const value of ['[]', '{}', ' ']) {
			await expectStop(alone, value, /^The filter Metadata \(JSON\) is empty$/);
		}
		await expectStop(alone, '{"Year":""}', /^The filter Metadata 'Year' is empty$/);
		await expectStop(alone, { Year: null, Author: 'A' }, /^The filter Metadata 'Year' is empty$/);
		const both = { metadata: [{ key: 'Year', value: '1' }], metadataJson: '{"Author":"A"}' };
		const { node, run } = stepWith({ ...place, path: ['filters'] }, both);
		await run();
		expect(node.requests[0].qs).toMatchObject({ metadata: { Year: '1', Author: 'A' } });
		const clash = { ...both, metadataJson: '{"Year":"1"}' };
		const { run: twice } = stepWith({ ...place, path: ['filters'] }, clash);
		expect((await troubleOf(twice)).message).toMatch(/asks for 'Year' once more$/);
	});

	it.each(each(ofType('collection').filter(({ path }) => path[0] === 'filters')))(
		'stops where there is none of that name: %s',
		async (_where, place) => {
			await expectStop(place, { constructor: 'x' }, /^There is no filter 'constructor'$/);
		},
	);
});

describe('an order that was left empty', () => {
	const orders = fieldsIn('options').filter(({ property }) => /^sort/.test(property.name));

	it.each(each(orders))('is the default: %s', async (_where, place) => {
		for (const value of ['', ' ', null, undefined]) {
			const { node, run } = stepWith(place, value);
			await run();
			expect(node.requests).toHaveLength(1);
			expect(node.requests[0].qs).not.toHaveProperty(place.property.name);
		}
	});
});

describe('what came out empty stops where it is not harmless to leave it out', () => {
	const harmful = [
		...PLACES.filter(({ property: { name } }) =>
			/^(idempotencyKey|resumeVideoId|public|ttl|minimumAge|expiresWithin|clip|watermark)$/.test(
				name,
			),
		),
		...fieldsIn('filters'),
	];

	it.each(each(harmful))('%s', async (_where, place) => {
		for (const value of [null, undefined, '', ' ']) {
			if (/^(clip|watermark)$/.test(place.property.name) && typeof value === 'string') continue;
			await expectStop(place, value, / (is|but is) empty$|is neither on nor off: '/);
		}
	});

	const tags = fieldsIn('filters').filter(({ property }) => property.name === 'tags');

	it.each(each(tags))('also one of several: %s', async (_where, place) => {
		for (const value of ['a, , b', ['a', null, 'b'], '["a","","b"]']) {
			await expectStop(place, value, /^The filter Tags \(number 2\) is empty$/);
			const { node, run } = stepWith(place, value);
			node.serveAsTool();
			expect(await run()).toEqual([{ filtersLeftOut: ['Tags (number 2)'] }]);
			expect(node.requests[0].qs).toMatchObject({ tags: ['a', 'b'] });
		}
	});
});

describe('an update by what an expression did not find', () => {
	const fields = fieldsIn('updateFields').filter(({ property }) => !/Action$/.test(property.name));

	it.each(each(fields))('empties only what says so: %s', async (_where, place) => {
		const { path, property } = place;
		const alone = { ...place, values: { ...place.values, updateFields: {} } };
		const saysSo = /Leave empty to remove/.test(property.description ?? '');
		const { node, run } = stepWith(alone, '');
		if (!saysSo) {
			await troubleOf(run);
			expect(node.asked).toEqual([]);
			return;
		}
		await run();
		expect(node.requests.at(-1)?.body).toEqual({ [path[1]]: '' });
	});

	it.each(each(fields))('changes nothing: %s', async (_where, place) => {
		const alone = { ...place, values: { ...place.values, updateFields: {} } };
		for (const value of [null, undefined]) {
			const { node, run } = stepWith(alone, value);
			const { message } = await troubleOf(run);
			const isPublic = place.property.name === 'public';
			expect(message).toBe(isPublic ? 'Public is empty' : 'There is nothing to update');
			expect(node.asked).toEqual([]);
		}
	});
});
