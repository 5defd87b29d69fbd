import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { resources } from '../../nodes/ApiVideo/resources';
import { circles } from './circles';
import { importsOf, root, sources } from './imports';

// Each resource has a folder with all that is its own; what several of them show is in shared/.
const RESOURCES = 'nodes/ApiVideo/resources';
const SHARED = `${RESOURCES}/shared`;

const folders = readdirSync(join(root, RESOURCES), { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && entry.name !== 'shared')
	.map(({ name }) => name);

/** @returns the folder of the resource that a file belongs to */
function resourceOf(file: string): string | undefined {
	return folders.find((name) => file.startsWith(`${RESOURCES}/${name}/`));
}

/** @returns what a resource is called, one or many: liveStream is "live stream" */
function named(resource: string): RegExp {
	return new RegExp(`\\b${asWords(resource).replace(/y$/, '(?:y|ies)')}s?\\b`);
}

/** @returns a name or a text in words: both readVideoId and VIDEO_ID have a "video" in them */
function asWords(text: string): string {
	return text
		.replace(/([a-z])(?=[A-Z])/g, '$1 ')
		.replace(/[^A-Za-z]+/g, ' ')
		.toLowerCase();
}

/** @returns the names and texts in a file; comments may give an example */
function wordsOf(file: string): string[] {
	const words: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isIdentifier(node)) words.push(node.text);
		else if ('text' in node && typeof node.text === 'string') words.push(node.text);
		ts.forEachChild(node, visit);
	};
	const text = readFileSync(join(root, file), 'utf8');
	ts.forEachChild(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), visit);
	return words.map((word) => word.replaceAll('api.video', ''));
}

test('every folder is a resource, and every resource has a folder', () => {
	expect(folders.sort()).toEqual(resources.map(({ value }) => value).sort());
});

test('what resources share imports none of them', () => {
	expect(sources(SHARED)).not.toEqual([]);
	const imports = sources(SHARED).flatMap(importsOf);
	const ofResources = imports.filter(({ to }) => resourceOf(to) !== undefined);
	expect(ofResources.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test.each([
	['video', 'readVideoId'],
	['video', 'VIDEO_ID'],
	['liveStream', 'The live streams of the workspace'],
	['liveStream', 'oneLiveStream'],
	['summary', '/summaries'],
	['delegatedToken', 'delegatedTokenLocator.ts'],
])('the %s is seen in %s', (resource, text) => {
	expect(asWords(text)).toMatch(named(resource));
});

test.each([
	['tag', 'percentage'],
	['delegatedToken', 'paginationToken'],
])('no %s is seen in %s', (resource, text) => {
	expect(asWords(text)).not.toMatch(named(resource));
});

test.each(folders)('what resources share does not know that there is a %s', (resource) => {
	const pattern = named(resource);
	const speaking = sources(SHARED).flatMap((file) =>
		[basename(file), ...wordsOf(file)]
			.filter((word) => pattern.test(asWords(word)))
			.map((word) => `${basename(file)}: ${word}`),
	);
	expect(speaking).toEqual([]);
});

test('no resource needs itself by way of others', () => {
	const targets = new Map(
		folders.map((name) => {
			const imports = sources(`${RESOURCES}/${name}`).flatMap(importsOf);
			const others = imports.map(({ to }) => resourceOf(to)).filter((other) => other !== undefined);
			return [name, [...new Set(others)].filter((other) => other !== name)];
		}),
	);
	expect(targets.get('caption')).toContain('video');
	expect(circles(targets)).toEqual([]);
});

test.each(folders)('every operation of %s is registered in its index', (name) => {
	const folder = `${RESOURCES}/${name}`;
	const files = sources(folder);
	expect(files).toContain(`${folder}/index.ts`);
	// What several operations share is imported by them; an operation only by the index.
	const imported = new Set(files.flatMap(importsOf).map(({ to }) => to));
	const forgotten = files.filter((file) => file !== `${folder}/index.ts` && !imported.has(file));
	expect(forgotten).toEqual([]);
});
