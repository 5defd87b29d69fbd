import { unused, violations, type Schema } from './support/schema';

const PERSON: Schema = {
	type: 'object',
	required: ['name'],
	properties: {
		name: { type: 'string', maxLength: 5 },
		age: { type: 'integer', minimum: 0, maximum: 150 },
		role: { type: 'string', enum: ['reader', 'writer'], nullable: true },
		since: { type: 'string', pattern: '^\\d{4}$' },
		tags: { type: 'array', maxItems: 2, items: { type: 'string' } },
		more: { type: 'object', additionalProperties: { type: 'boolean' } },
	},
};

describe('a schema', () => {
	it.each<[string, unknown]>([
		['everything', { name: 'Ada', age: 36, role: 'writer', since: '1843', tags: ['a', 'b'] }],
		['null where it may be', { name: 'Ada', role: null }],
		['names of its own', { name: 'Ada', more: { first: true } }],
	])('allows %s', (_what, value) => {
		expect(violations(value, PERSON, 'body')).toEqual([]);
	});

	it.each<[string, unknown, RegExp]>([
		['no object', ['Ada'], /^body should be object/],
		['what it lacks', {}, /^body lacks name$/],
		['an unknown attribute', { name: 'Ada', nam: 1 }, /^body has no attribute nam$/],
		['another type', { name: 1 }, /^body.name should be string, but is 1$/],
		['null', { name: null }, /^body.name should be string, but is null$/],
		['a fraction', { name: 'Ada', age: 1.5 }, /^body.age should be integer/],
		['a number out of range', { name: 'Ada', age: -1 }, /^body.age is out of range/],
		['an unknown value', { name: 'Ada', role: 'owner' }, /^body.role does not know .*owner/],
		['another form', { name: 'Ada', since: '43' }, /^body.since does not look like/],
		['a long text', { name: 'Adalin' }, /^body.name is too long/],
		['too many entries', { name: 'Ada', tags: ['a', 'b', 'c'] }, /^body.tags has too many/],
		['a wrong entry', { name: 'Ada', tags: [1] }, /^body.tags\[0\] should be string/],
		['a wrong value of any name', { name: 'Ada', more: { x: 1 } }, /^body.more.x should be bool/],
	])('refuses %s', (_what, value, expected) => {
		expect(violations(value, PERSON, 'body')).toEqual([expect.stringMatching(expected)]);
	});

	it('tells what was never used', () => {
		const values = [
			{ name: 'Ada', age: 1, role: 'reader' },
			{ tags: ['a'], since: null },
		];
		expect(unused(values, PERSON, 'body')).toEqual([
			'body.role = writer',
			'body.since',
			'body.more',
		]);
	});
});
