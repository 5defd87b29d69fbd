import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ApiVideoApi } from '../../../credentials/ApiVideoApi.credentials';
import { ApiVideoUploadTokenApi } from '../../../credentials/ApiVideoUploadTokenApi.credentials';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { resources } from '../../../nodes/ApiVideo/resources';
import { allParameters, choices, modesOf } from '../support/descriptions';
import { FORBIDDEN } from '../support/troubles';

type Said = [where: string, text: string];

const said = (entries: Array<[string, string | undefined]>): Said[] =>
	entries.filter((entry): entry is Said => entry[1] !== undefined);

const PARAMETERS = allParameters();
const CREDENTIALS = [new ApiVideoApi(), new ApiVideoUploadTokenApi()];
const NODE = new ApiVideo().description;

/** What a notice says stands in the place of a label. */
const isNotice = ({ property }: (typeof PARAMETERS)[number]) => property.type === 'notice';

const labels = said([
	...PARAMETERS.filter((one) => !isNotice(one)).map(({ path, property }): [string, string] => [
		path,
		property.displayName,
	]),
	...PARAMETERS.flatMap(({ path, property }) =>
		modesOf(property).map(({ displayName }): [string, string] => [path, displayName]),
	),
	...PARAMETERS.flatMap(({ path, property }) =>
		choices(property).map(({ name }): [string, string] => [path, name]),
	),
	...resources.map(({ value, name }): [string, string] => [value, name]),
]);

const descriptions = said([
	['node', NODE.description],
	...PARAMETERS.filter(isNotice).map(({ path, property }): [string, string] => [
		path,
		property.displayName,
	]),
	...PARAMETERS.map(({ path, property }): [string, string | undefined] => [
		path,
		property.description,
	]),
	...PARAMETERS.flatMap(({ path, property }) =>
		choices(property).map((choice): [string, string | undefined] => [
			`${path} > ${choice.name}`,
			choice.description,
		]),
	),
]);

const placeholders = said([
	...PARAMETERS.map(({ path, property }): [string, string | undefined] => [
		path,
		property.placeholder,
	]),
	...PARAMETERS.flatMap(({ path, property }) =>
		modesOf(property).map((mode): [string, string | undefined] => [path, mode.placeholder]),
	),
]);

const hints = said(
	PARAMETERS.flatMap(({ path, property }) => [
		[path, property.hint] as [string, string | undefined],
		...modesOf(property).map((mode): [string, string | undefined] => [path, mode.hint]),
	]),
);

const actions = resources.flatMap(({ operations }) =>
	operations.map(({ value, action }): Said => [value, action]),
);

const messages = literals().filter(([, text]) => /\s/.test(text.trim()));

/** Every text in the sources of the node and the credentials; the engine has none for people but its SourceErrors. */
function literals(): Said[] {
	const root = join(__dirname, '../../..');
	return ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.flatMap((name) => literalsOf(join(root, folder, name))),
	);
}

function literalsOf(path: string): Said[] {
	const source = ts.createSourceFile(
		path,
		readFileSync(path, 'utf8'),
		ts.ScriptTarget.ES2022,
		true,
	);
	const found: Said[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node)) found.push([path, node.text]);
		if (ts.isTemplateExpression(node)) {
			const parts = node.templateSpans.map(({ literal }) => literal.text);
			found.push([path, [node.head.text, ...parts].join('…')]);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

const everything = [...labels, ...descriptions, ...placeholders, ...hints, ...actions, ...messages];

describe('one vocabulary', () => {
	it('is looked for everywhere', () => {
		for (const list of [labels, descriptions, placeholders, hints, actions, messages]) {
			expect(list.length).toBeGreaterThan(0);
		}
		expect(messages.map(([, text]) => text)).toContain('The execution was canceled');
		expect(messages.map(([, text]) => text)).toContain('… was not found');
	});

	it.each<[string, RegExp]>([
		['a delegated token is no "upload token"', /upload[ -]token/i],
		['nobody reads of an error, a problem, a failure or a mistake', FORBIDDEN],
		['api.video is written as it writes itself', /\b(Api\.video|API\.video|apivideo|ApiVideo)\b/],
		['an ID is an ID', /\b(id|Id|ids|Ids)\b/],
		['a URL is a URL', /\b(url|Url|urls|Urls)\b/],
		['an API key is an API key', /\b(api key|Api key|API-key|apikey)\b/],
		['it is "canceled", as in n8n', /\bcancell(ed|ing|s)\b/],
		['a chunk is no "part" and no "segment" of a file', /\bsegments?\b/i],
		['no two blanks', / {2}/],
		['no typographic quotes', /[“”‘’]/],
	])('%s', (_rule, wrong) => {
		// An address is written as it is.
		const words = (text: string) => text.replace(/\bhttps?:\/\/[^\s"'<>]+/g, 'URL');
		const offending = everything.filter(([, text]) => wrong.test(words(text)) && !isCode(text));
		expect(offending).toEqual([]);
	});
});

describe('a label', () => {
	it.each(labels)('is in Title Case: %s: %s', (_where, text) => {
		expect(text).toBe(text.trim());
		for (const word of text.replace(/[()]/g, '').split(/\s+/).slice(1)) {
			expect([text, word]).toEqual([
				text,
				expect.stringMatching(
					/^([A-Z0-9]|(a|an|and|as|at|by|for|in|of|on|or|the|to)$|MiB$|iOS$|macOS$)/,
				),
			]);
		}
		expect(text).toMatch(/^([A-Z0-9]|iOS|macOS)/);
	});
});

describe('an action', () => {
	it.each(actions)('is in sentence case without articles: %s: %s', (_operation, text) => {
		expect(text).toMatch(/^[A-Z][a-z]+( [a-z]+)+$/);
		expect(text).not.toMatch(/\b(a|an|the)\b/i);
	});

	it('is not that of another operation', () => {
		expect(new Set(actions.map(([, text]) => text)).size).toBe(actions.length);
	});
});

describe('a description', () => {
	it.each(descriptions)(
		'is one sentence without a full stop, or several with: %s: %s',
		(_where, text) => {
			expect(text).toMatch(/^[A-Z0-9]/);
			expect(text).toBe(text.trim());
			const sentences = text.split(/[.?!] (?=[A-Z0-9]|api\.video)/).length;
			expect([text, text.endsWith('.')]).toEqual([text, sentences > 1]);
		},
	);

	it('does not say where in the form n8n puts a credential, as that differs', () => {
		const place = /credential[^.]*\b(at the (top|bottom)|above|below)\b/i;
		expect(descriptions.filter(([, text]) => place.test(text))).toEqual([]);
	});

	it('says more than the label', () => {
		for (const { property } of PARAMETERS) {
			expect(property.description).not.toBe(property.displayName);
			for (const { name, description } of choices(property)) expect(description).not.toBe(name);
		}
	});

	it('begins with "Whether" where there is a switch', () => {
		const switches = PARAMETERS.filter(({ property }) => property.type === 'boolean');
		expect(switches.length).toBeGreaterThan(0);
		for (const { property } of switches) expect(property.description).toMatch(/^Whether /);
	});

	it('of Limit and Return All is the one of n8n', () => {
		const texts = (wanted: string) =>
			new Set(
				PARAMETERS.filter(({ property }) => property.name === wanted).map(
					({ property }) => property.description,
				),
			);
		expect([...texts('limit')]).toEqual(['Max number of results to return']);
		expect([...texts('returnAll')]).toEqual([
			'Whether to return all results or only up to a given limit',
		]);
	});
});

describe('a placeholder', () => {
	it.each(placeholders)('says "e.g.", "Select" or "Add": %s: %s', (_where, text) => {
		expect(text).toMatch(/^(e\.g\. \S|Select |Add [a-z])/);
		expect(text).toBe(text.trim());
	});

	it('of a collection says "Add"', () => {
		const collections = PARAMETERS.filter(({ property }) => /ollection$/.test(property.type));
		expect(collections.length).toBeGreaterThan(0);
		for (const { property } of collections) expect(property.placeholder).toMatch(/^Add [a-z]/);
	});
});

describe('a hint', () => {
	it.each(hints)('has no full stop: %s: %s', (_where, text) => {
		expect(text).toMatch(/^[A-Z].*[^.\s]$/);
	});
});

describe('the credentials', () => {
	it.each(CREDENTIALS.map((one) => [one.displayName, one] as const))('%s', (displayName, one) => {
		expect(displayName).toMatch(/^api\.video .*API$/);
		expect(one.documentationUrl).toMatch(/^https:\/\/docs\.api\.video\//);
		expect(one.name).toMatch(/^apiVideo\w*Api$/);
	});
});

/** Paths, header names and expressions are not read by people. */
function isCode(text: string): boolean {
	return /^[=/]|^\.\.?\/|^e\.g\. |^https?:/.test(text);
}
