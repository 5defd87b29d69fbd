import { Problem } from './problem';

/** Says what is wrong with a value, or nothing. */
type Check = (value: unknown) => string | undefined;

/** What a JSON body may hold: the check of each attribute, and which must be there. */
export interface BodyRules {
	attributes: Record<string, Check>;
	required?: readonly string[];
}

/** Checks a JSON body. Throws invalid-payload, or attribute-required and invalid-attribute for all fields at once. */
export function checkBody(body: unknown, rules: BodyRules): Record<string, unknown> {
	if (!isObject(body)) throw new Problem('invalid-payload');
	const problems: Problem[] = [];
	for (const name of rules.required ?? []) {
		if (body[name] === undefined || body[name] === null || body[name] === '') {
			problems.push(new Problem('attribute-required', { name }));
		}
	}
	for (const [name, value] of Object.entries(body)) {
		if (problems.some((problem) => problem.body.name === name)) continue;
		const check = Object.hasOwn(rules.attributes, name) ? rules.attributes[name] : unexpected;
		const title = check(value);
		if (title) problems.push(new Problem('invalid-attribute', { title, name }));
	}
	if (problems.length > 0) throw Problem.ofAll(problems);
	return body;
}

const unexpected: Check = () => 'This attribute was not expected.';

export const aString: Check = (value) =>
	typeof value === 'string' ? undefined : 'This attribute must be a string.';

export const aBoolean: Check = (value) =>
	typeof value === 'boolean' ? undefined : 'This attribute must be a boolean.';

export const anObject: Check = (value) =>
	isObject(value) ? undefined : 'This attribute must be an object.';

/** An integer, both ends included. */
export function anInteger(min: number, max: number): Check {
	return (value) =>
		Number.isInteger(value) && (value as number) >= min && (value as number) <= max
			? undefined
			: `This attribute must be an integer between ${min} and ${max}.`;
}

/** An array whose every item passes. */
export function anArrayOf(item: Check): Check {
	return (value) => {
		if (!Array.isArray(value)) return 'This attribute must be an array.';
		return value.map(item).find((problem) => problem !== undefined);
	};
}

/** One of the given strings. */
export function oneOf(...allowed: string[]): Check {
	return (value) =>
		typeof value === 'string' && allowed.includes(value)
			? undefined
			: `This attribute must be one of ${allowed.join(', ')}.`;
}

/** Null, or what passes. */
export function orNull(check: Check): Check {
	return (value) => (value === null ? undefined : check(value));
}

/** `{key, value}`, both strings. */
export const aKeyValuePair: Check = (value) =>
	isObject(value) && typeof value.key === 'string' && typeof value.value === 'string'
		? undefined
		: 'This attribute must be an array of objects with the strings "key" and "value".';

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
