import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiVideo } from '../../nodes/ApiVideo/ApiVideo.node';
import { credentialTypes } from '../../nodes/ApiVideo/api/credentialTypes';
import { allCredentials } from '../unit/support/credentialClasses';
import { root, sources } from './imports';

test('each type of credential is what n8n is told of it', () => {
	const told = allCredentials.map(({ name, displayName }) => ({ name, label: displayName }));
	expect(credentialTypes.map(({ name, label }) => ({ name, label }))).toEqual(told);
	expect(sources('credentials')).toHaveLength(told.length);
	const { credentials = [] } = new ApiVideo().description;
	expect(credentials.map(({ name }) => name)).toEqual(told.map(({ name }) => name));
});

/** @returns the files of the nodes in which the pattern is found */
function speakingOf(pattern: RegExp): string[] {
	return sources('nodes').filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
}

test('the name of a type of credential stands in one file, but where n8n looks for whoever tests it', () => {
	const inFull = (names: readonly string[]) =>
		speakingOf(new RegExp(`['"\`](?:${names.join('|')})\\b`));
	const { credentials = [] } = new ApiVideo().description;
	const isTested = (wanted: string) =>
		credentials.some(({ name, testedBy }) => name === wanted && testedBy !== undefined);
	const names = credentialTypes.map(({ name }) => name);
	const types = 'nodes/ApiVideo/api/credentialTypes.ts';
	expect(inFull(names.filter((name) => !isTested(name)))).toEqual([types]);
	expect(inFull(names.filter(isTested))).toEqual(['nodes/ApiVideo/ApiVideo.node.ts', types]);
});

test('who asks the API does not choose the credential', () => {
	expect(speakingOf(/\bAPI_KEY_CREDENTIAL\b/)).toEqual([
		'nodes/ApiVideo/ApiVideo.node.ts',
		'nodes/ApiVideo/ApiVideoTrigger.node.ts',
		'nodes/ApiVideo/api/credentialTypes.ts',
		'nodes/ApiVideo/api/noCredential.ts',
	]);
});
