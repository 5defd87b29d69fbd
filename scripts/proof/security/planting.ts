import { randomBytes } from 'node:crypto';
import type { Emulator } from '../../../emulator';
import { FileServer, TOKEN_PATH } from '../../../fileServer';
import type { N8n, Reference } from '../../lib/lab';
import type { Between } from './between';
import type { Planted } from './workflows';

/** A secret that can be recognised wherever it turns up. */
export interface Secret {
	readonly what: string;
	readonly value: string;
	/** Typed into steps as well, so that n8n keeps it with their settings. */
	readonly isTyped?: boolean;
}

/** @returns a text that nobody else has: letters and digits, also such as an address and JSON write in another way */
export const recognisable = (): string => `planted/${randomBytes(12).toString('hex')}+"=`;

const FILE = '/films/film.mp4';
const HEADER = 'X-Files-Key';
/** Bytes: goes in one request. */
const SIZE = 2 * 1024 * 1024 + 7;

/** What was planted, and where. */
export interface Ground {
	readonly planted: Planted;
	readonly secrets: Secret[];
	/** A text that n8n keeps as it should: what finds nothing of that, finds nothing at all. */
	readonly control: string;
	/** Asks the service itself, with the API key. */
	service(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
	stop(): Promise<void>;
}

/** Makes secrets of every kind, and hands them to n8n. */
export async function plant(
	n8n: N8n,
	emulator: Emulator,
	between: Between,
	apiKey: string,
): Promise<Ground> {
	const service = await serviceOf(emulator.url, apiKey);
	const files = await FileServer.start();
	const bearer = await FileServer.start();
	const header = `planted-${randomBytes(12).toString('hex')}`;
	const signature = recognisable();
	const password = `planted-${randomBytes(12).toString('hex')}`;
	const clientSecret = recognisable();
	files.file(FILE, { size: SIZE });
	files.file('/header.mp4', {
		size: SIZE,
		signIn: { kind: 'header', name: HEADER, value: header },
	});
	bearer.file(FILE, { size: SIZE, signIn: { kind: 'bearer' } });
	const accessToken = bearer.tokens.issue();
	const refreshToken = bearer.tokens.issueRefresh();
	const unknownToken = `planted${randomBytes(12).toString('hex')}`;
	const { token } = (await service('POST', '/upload-tokens', {})) as { token: string };
	const { videoId } = (await service('POST', '/videos', { title: 'there' })) as { videoId: string };

	const keep = async (type: string, data: object): Promise<Record<string, Reference>> => ({
		[type]: await n8n.client.importCredential({ name: type, type, data }),
	});
	const environment = { environment: 'custom', baseUrl: between.url };
	const credentials = {
		key: await keep('apiVideoApi', { apiKey, ...environment }),
		token: await keep('apiVideoUploadTokenApi', { uploadToken: token, ...environment }),
		header: await keep('apiVideoFileServerApi', {
			host: new URL(files.url).host,
			headerName: HEADER,
			headerSecret: header,
		}),
		oAuth2: await keep('apiVideoFileServerOAuth2Api', {
			host: new URL(bearer.url).host,
			grantType: 'authorizationCode',
			clientId: 'client',
			clientSecret,
			accessTokenUrl: bearer.url + TOKEN_PATH,
			authentication: 'body',
			oauthTokenData: {
				access_token: accessToken,
				refresh_token: refreshToken,
				token_type: 'Bearer',
			},
		}),
	};
	const { host } = new URL(files.url);
	const addresses = {
		signed: `${files.url}${FILE}?signature=${encodeURIComponent(signature)}`,
		header: `${files.url}/header.mp4`,
		oAuth2: bearer.url + FILE,
		userInfo: `http://user:${password}@${host}${FILE}`,
	};
	return {
		planted: { credentials, addresses, delegatedToken: token, unknownToken, videoId },
		control: `signature=${encodeURIComponent(signature)}`,
		secrets: [
			{ what: 'the API key', value: apiKey },
			{ what: 'the delegated token', value: token, isTyped: true },
			{ what: 'a delegated token that is not there', value: unknownToken, isTyped: true },
			{ what: 'the header of the file server', value: header },
			{ what: 'the OAuth2 access token', value: accessToken },
			{ what: 'the OAuth2 refresh token', value: refreshToken },
			{ what: 'the OAuth2 client secret', value: clientSecret },
			{ what: 'the signature of a link', value: signature, isTyped: true },
			{ what: 'the password in an address', value: password, isTyped: true },
		],
		service,
		stop: async () => {
			await files.stop();
			await bearer.stop();
		},
	};
}

async function serviceOf(url: string, apiKey: string): Promise<Ground['service']> {
	const call = async (method: string, path: string, headers: object, body?: object) => {
		const answer = await fetch(url + path, {
			method,
			headers: { 'content-type': 'application/json', ...headers },
			body: body && JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}`);
		return (await answer.json()) as Record<string, unknown>;
	};
	const { access_token: token } = await call('POST', '/auth/api-key', {}, { apiKey });
	return async (method, path, body) =>
		await call(method, path, { authorization: `Bearer ${String(token)}` }, body);
}
