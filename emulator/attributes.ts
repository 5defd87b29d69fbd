import { Problem } from './problem';

/** What is wrong with a value, where its title does not say everything. */
interface Flaw {
	/** The attribute of an object: `[startTimecode]` as in `clip[startTimecode]`. */
	within?: string;
	title?: string;
	/** Instead of a title of its own. */
	detail?: string;
}

/** Says what is wrong with a value, or nothing. */
export type Check = (value: unknown) => string | Flaw | undefined;

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
		if (isMissing(body[name])) {
			problems.push(new Problem('attribute-required', { name }));
		}
	}
	for (const [name, value] of Object.entries(body)) {
		if (problems.some((problem) => problem.body.name === name)) continue;
		const check = Object.hasOwn(rules.attributes, name) ? rules.attributes[name] : unexpected;
		const flaw = flawOf(check(value));
		if (!flaw) continue;
		const { within = '', ...extras } = flaw;
		problems.push(new Problem('invalid-attribute', { ...extras, name: name + within }));
	}
	if (problems.length > 0) throw Problem.ofAll(problems);
	return body;
}

function flawOf(found: ReturnType<Check>): Flaw | undefined {
	return typeof found === 'string' ? { title: found } : found;
}

function isMissing(value: unknown): boolean {
	return value === undefined || value === null || value === '' || isEmptyList(value);
}

function isEmptyList(value: unknown): boolean {
	return Array.isArray(value) && value.length === 0;
}

const unexpected: Check = () => 'This attribute was not expected.';

export const aString: Check = (value) =>
	typeof value === 'string' ? undefined : 'This attribute must be a string.';

export const aBoolean: Check = (value) =>
	typeof value === 'boolean' ? undefined : 'This attribute must be a boolean.';

/** A string of at most so many characters. */
export function aStringUpTo(characters: number): Check {
	return (value) =>
		typeof value === 'string' && value.length > characters
			? `This attribute must not have more than ${characters} characters.`
			: aString(value);
}

/** A string of this form. `example` is shown to whoever sends another one. */
export function aStringLike(pattern: RegExp, example: string): Check {
	return (value) =>
		typeof value === 'string' && pattern.test(value)
			? undefined
			: `This attribute must be a string such as ${example}.`;
}

export const anObject: Check = (value) =>
	isObject(value) ? undefined : 'This attribute must be an object.';

/** An object with no other attributes than these, each of which passes. */
export function anObjectOf(attributes: Record<string, Check>): Check {
	return (value) => {
		if (!isObject(value)) return anObject(value);
		for (const [name, one] of Object.entries(value)) {
			const check = Object.hasOwn(attributes, name) ? attributes[name] : unexpected;
			const flaw = flawOf(check(one));
			if (flaw) return { ...flaw, within: `[${name}]${flaw.within ?? ''}` };
		}
		return undefined;
	};
}

/** An integer, both ends included. */
export function anInteger(min: number, max: number): Check {
	return (value) =>
		Number.isInteger(value) && (value as number) >= min && (value as number) <= max
			? undefined
			: `This attribute must be an integer between ${min} and ${max}.`;
}

/** An array of at most so many items, each of which passes. */
export function anArrayOf(item: Check, most = Infinity): Check {
	return (value) => {
		if (!Array.isArray(value)) return 'This attribute must be an array.';
		if (value.length > most) return `This attribute must not have more than ${most} elements.`;
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

export const aWebAddress: Check = (value) =>
	typeof value === 'string' && isWebAddress(value)
		? undefined
		: 'This attribute must be a valid URL.';

/** `http` or `https`. */
export function isWebAddress(text: string): boolean {
	return /^https?:\/\/[^\s/]/i.test(text);
}

/** Null, or what passes. */
export function orNull(check: Check): Check {
	return (value) => (value === null ? undefined : check(value));
}

/** `{key, value}`, both strings. */
export const aKeyValuePair: Check = (value) =>
	isObject(value) &&
	typeof value.key === 'string' &&
	typeof value.value === 'string' &&
	Object.keys(value).length === 2
		? undefined
		: 'This attribute must be an array of objects with the strings "key" and "value".';

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
