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

test('the name of a type of credential stands in one file', () => {
	const naming = sources('nodes').filter((file) => {
		const text = readFileSync(join(root, file), 'utf8');
		return credentialTypes.some(({ name }) => new RegExp(`['"\`]${name}\\b`).test(text));
	});
	expect(naming).toEqual(['nodes/ApiVideo/api/credentialTypes.ts']);
});
