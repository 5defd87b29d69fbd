/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiVideoApi } from '../../credentials/ApiVideoApi.credentials';
import { ApiVideoUploadTokenApi } from '../../credentials/ApiVideoUploadTokenApi.credentials';
import { ApiVideo } from '../../nodes/ApiVideo/ApiVideo.node';
import { credentialTypes } from '../../nodes/ApiVideo/api/credentialTypes';
import { root, sources } from './imports';

test('each type of credential is what n8n is told of it', () => {
	const told = [new ApiVideoApi(), new ApiVideoUploadTokenApi()].map(({ name, displayName }) => ({
		name,
		label: displayName,
	}));
	expect(credentialTypes.map(({ name, label }) => ({ name, label }))).toEqual(told);
	expect(sources('credentials')).toHaveLength(told.length);
	const { credentials = [] } = new ApiVideo().description;
	expect(credentials.map(({ name }) => name)).toEqual(told.map(({ name }) => name));
});

/** @returns the files of the nodes in which the pattern is found */
function speakingOf(pattern: RegExp): string[] {
	return sources('nodes').filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
}

test('the name of a type of credential stands in one file', () => {
	const names = credentialTypes.map(({ name }) => name).join('|');
	expect(speakingOf(new RegExp(`['"\`](?:${names})\\b`))).toEqual([
		'nodes/ApiVideo/api/credentialTypes.ts',
	]);
});

test('who asks the API does not choose the credential', () => {
	expect(speakingOf(/\bAPI_KEY_CREDENTIAL\b/)).toEqual([
		'nodes/ApiVideo/ApiVideoTrigger.node.ts',
		'nodes/ApiVideo/api/credentialTypes.ts',
		'nodes/ApiVideo/api/noCredential.ts',
		'nodes/ApiVideo/resources/video/uploadWith.ts',
	]);
});
