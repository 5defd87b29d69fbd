import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root, sources } from './imports';

// Where api.video is asked for something stands once, in api/paths.
const PATHS = 'nodes/ApiVideo/api/paths/';

/** Signing in belongs to no resource, and is asked for by one file. */
const SIGN_IN = 'nodes/ApiVideo/api/signIn.ts: /auth/api-key';

/** A path of the service, or the end of one. The parameters of a node may have names that look like one. */
const PATH = /^\/[a-z]/;

/** @returns the texts of a file that look like a path, as they are written */
function pathsIn(file: string, text: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (isText(node) && PATH.test(node.text) && !isName(node)) found.push(`${file}: ${node.text}`);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	return found;
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
	return (
		ts.isStringLiteralLike(node) ||
		ts.isTemplateHead(node) ||
		ts.isTemplateMiddle(node) ||
		ts.isTemplateTail(node)
	);
}

/** `displayOptions` names a parameter by its path in the step. */
function isName(node: ts.Node): boolean {
	return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}

test.each([
	['a text', "get({ path: '/webhooks' })", '/webhooks'],
	['a template', 'get({ path: `/videos/${id}` })', '/videos/'],
	['what follows an ID', 'get({ path: `${one}/status` })', '/status'],
	['what comes between two', 'get({ path: `${list}/captions/${language}` })', '/captions/'],
	['what is put behind', "get({ path: one + '/source' })", '/source'],
])('%s is seen', (_what, text, path) => {
	expect(pathsIn('x', text)).toEqual([`x: ${path}`]);
});

test.each([
	"const shown = { show: { '/uploadWith': ['apiKey'] } };",
	"const page = 'https://embed.api.video/vod/vi1';",
	"import { VIDEOS } from './paths/videos';",
])('%s is none', (text) => {
	expect(pathsIn('x', text)).toEqual([]);
});

test('nothing outside api/paths knows a path of api.video', () => {
	const files = ['nodes', 'credentials'].flatMap(sources).filter((file) => !file.startsWith(PATHS));
	expect(files).not.toEqual([]);
	const paths = files.flatMap((file) => pathsIn(file, readFileSync(join(root, file), 'utf8')));
	expect(paths).toEqual([SIGN_IN]);
});
