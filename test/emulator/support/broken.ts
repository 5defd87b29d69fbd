import { violations, type Schema } from '../../contract/support/schema';

/** A value that a schema does not allow, for one reason. */
export interface Broken {
	/** What is broken, such as `body/restreams/0/name: number`. */
	what: string;
	value: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Every way to break one rule of a schema: the type, what is required, the values of an enumeration, a pattern, a
 * range, a length, an attribute that nobody knows.
 *
 * @param valid a value that the schema allows, with every attribute and at least one element in every list
 */
export function brokenValues(schema: Schema, valid: unknown, where: string): Broken[] {
	const own = ownBreaks(schema, valid).map(([what, value]) => ({
		what: `${where}: ${what}`,
		value,
	}));
	const allowed = own.filter(({ value }) => violations(value, schema, where).length === 0);
	if (allowed.length > 0)
		throw new Error(`Breaks no rule: ${allowed.map(({ what }) => what).join()}`);
	return [...own, ...innerBreaks(schema, valid, where)];
}

function ownBreaks(schema: Schema, valid: unknown): Array<[string, unknown]> {
	const { type, pattern, minimum, maximum, maxLength, maxItems, properties, required } = schema;
	const breaks: Array<[string, unknown] | false> = [
		type === 'string' && ['number', 5],
		(type === 'boolean' || type === 'integer' || type === 'number') && ['text', 'text'],
		type === 'integer' && ['fraction', 1.5],
		(type === 'array' || type === 'object') && ['text', 'text'],
		type !== undefined && !schema.nullable && ['null', null],
		schema.enum !== undefined && ['unknown value', 'no such value'],
		pattern !== undefined && ['another form', 'no such form'],
		minimum !== undefined && ['below the least', minimum - 1],
		maximum !== undefined && ['above the most', maximum + 1],
		maxLength !== undefined && ['too long', 'x'.repeat(maxLength + 1)],
		maxItems !== undefined && [
			'too many',
			Array.from({ length: maxItems + 1 }, () => (valid as unknown[])[0]),
		],
		properties !== undefined && ['unknown attribute', { ...(valid as Values), noSuchName: 1 }],
	];
	const missing = (required ?? []).map((name): [string, unknown] => {
		const others = Object.entries(valid as Values).filter(([one]) => one !== name);
		return [`without ${name}`, Object.fromEntries(others)];
	});
	return [...breaks.filter((one) => one !== false), ...missing];
}

function innerBreaks(schema: Schema, valid: unknown, where: string): Broken[] {
	if (schema.items) {
		const [first, ...others] = valid as unknown[];
		return brokenValues(schema.items, first, `${where}/0`).map(({ what, value }) => ({
			what,
			value: [value, ...others],
		}));
	}
	const values = valid as Values;
	return Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
		brokenValues(one, values[name], `${where}/${name}`).map(({ what, value }) => ({
			what,
			value: { ...values, [name]: value },
		})),
	);
}

/** Parts of a query that break one rule each, such as `pageSize=text`. */
export function brokenQueries(query: Readonly<Record<string, Schema>>): string[] {
	const known = Object.entries(query).flatMap(([name, schema]) => queryBreaks(name, schema));
	return [...known, ...(Object.keys(query).length > 0 ? ['noSuchName=1'] : [])];
}

function queryBreaks(
	name: string,
	{ type, enum: values, items, properties = {} }: Schema,
): string[] {
	if (values) return [`${name}=nonsense`];
	if (type === 'integer' || type === 'boolean') return [`${name}=text`];
	if (items) return queryBreaks(name.endsWith('[]') ? name : `${name}[]`, items);
	return Object.entries(properties).flatMap(([key, one]) => queryBreaks(`${name}[${key}]`, one));
}
