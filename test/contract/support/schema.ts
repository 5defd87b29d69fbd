/** What the tests need of a schema of OpenAPI 3.0; one that says nothing allows everything. */
export interface Schema {
	readonly type?: string;
	readonly enum?: readonly unknown[];
	readonly nullable?: boolean;
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly additionalProperties?: Schema;
	readonly items?: Schema;
	readonly pattern?: string;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly maxLength?: number;
	readonly maxItems?: number;
}

type Values = Readonly<Record<string, unknown>>;

/** @returns one sentence for everything in `value` that the schema does not allow */
export function violations(value: unknown, schema: Schema, where: string): string[] {
	if (value === null && schema.nullable) return [];
	if (schema.type && !isOfType(value, schema.type)) {
		return [`${where} should be ${schema.type}, but is ${JSON.stringify(value)}`];
	}
	const found: string[] = [];
	if (schema.enum && !schema.enum.includes(value)) {
		found.push(`${where} does not know the value ${JSON.stringify(value)}`);
	}
	if (typeof value === 'string') found.push(...textViolations(value, schema, where));
	if (typeof value === 'number') {
		const { minimum = -Infinity, maximum = Infinity } = schema;
		if (value < minimum || value > maximum) found.push(`${where} is out of range: ${value}`);
	}
	if (Array.isArray(value)) {
		const { maxItems = Infinity, items = {} } = schema;
		if (value.length > maxItems) found.push(`${where} has too many entries: ${value.length}`);
		found.push(...value.flatMap((one, index) => violations(one, items, `${where}[${index}]`)));
	} else if (value instanceof Object) {
		found.push(...objectViolations(value as Values, schema, where));
	}
	return found;
}

function isOfType(value: unknown, type: string): boolean {
	if (type === 'array') return Array.isArray(value);
	if (type === 'integer') return Number.isInteger(value);
	if (type === 'object') return value instanceof Object && !Array.isArray(value);
	return typeof value === type;
}

function textViolations(text: string, schema: Schema, where: string): string[] {
	const { maxLength = Infinity, pattern } = schema;
	const found: string[] = [];
	if (text.length > maxLength) found.push(`${where} is too long: ${text.length} characters`);
	if (pattern !== undefined && !new RegExp(pattern).test(text)) {
		found.push(`${where} does not look like ${pattern}: ${JSON.stringify(text)}`);
	}
	return found;
}

function objectViolations(value: Values, schema: Schema, where: string): string[] {
	const { properties, additionalProperties, required = [] } = schema;
	const missing = required
		.filter((name) => value[name] === undefined)
		.map((name) => `${where} lacks ${name}`);
	const wrong = Object.entries(value).flatMap(([name, one]) => {
		const own = properties?.[name] ?? additionalProperties ?? (properties ? undefined : {});
		return own ? violations(one, own, `${where}.${name}`) : [`${where} has no attribute ${name}`];
	});
	return [...missing, ...wrong];
}

/** @returns what a schema knows and none of the values has: attributes, and values of enumerations */
export function unused(values: readonly unknown[], schema: Schema, where: string): string[] {
	const given = values.filter((value) => value !== undefined && value !== null) as unknown[];
	if (given.length === 0) return [where];
	const { items, properties = {} } = schema;
	if (items) return unused(given.flat(), items, `${where}[]`);
	const missing = (schema.enum ?? []).filter((value) => !given.includes(value));
	return [
		...missing.map((value) => `${where} = ${String(value)}`),
		...Object.entries(properties).flatMap(([name, one]) =>
			unused(
				given.map((value) => (value as Values)[name]),
				one,
				`${where}.${name}`,
			),
		),
	];
}
