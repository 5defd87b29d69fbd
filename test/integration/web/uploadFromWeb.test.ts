import { madeContent, sha256Of, TOKEN_PATH, type SignIn } from '../../../fileServer';
import { ApiVideoFileServerApi } from '../../../credentials/ApiVideoFileServerApi.credentials';
import { ApiVideoFileServerOAuth2Api } from '../../../credentials/ApiVideoFileServerOAuth2Api.credentials';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { leaked, type StoredCredential } from '../harness';
import { received, upload, useEmulator, withKey } from '../support/apiVideo';
import { useFileServer } from '../support/webFile';

const world = useEmulator();
const files = useFileServer();
const SECRET = 'Bearer nobody-may-see-this';
const CLIENT_SECRET = 'nor-this';
const SIZE = 40 * MIB + 7;

const hostOf = () => new URL(files.server.url).host;

function withHeader(host: string): StoredCredential {
	const data = { host, headerName: 'Authorization', headerSecret: SECRET };
	return { type: new ApiVideoFileServerApi(), data };
}

/** As n8n keeps it once somebody has connected it. */
function connected(): StoredCredential {
	const { server } = files;
	const data = {
		host: hostOf(),
		grantType: 'authorizationCode',
		clientId: 'client',
		clientSecret: CLIENT_SECRET,
		accessTokenUrl: `${server.url}${TOKEN_PATH}`,
		authentication: 'body',
		oauthTokenData: {
			access_token: server.tokens.issue(),
			refresh_token: server.tokens.issueRefresh(),
			token_type: 'Bearer',
		},
	};
	return { type: new ApiVideoFileServerOAuth2Api(), data };
}

/** Video > Upload of a file that only the credential opens. */
async function run(
	signInToServerWith: string,
	credential: StoredCredential,
	signIn: SignIn,
	parameters: object = {},
) {
	const { server } = files;
	server.file('/films/film.mp4', { size: SIZE, seed: 7, signIn });
	return await upload(
		world,
		{ credentials: [withKey(world), credential] },
		{
			fileFrom: 'webAddress',
			webAddress: `${server.url}/films/film.mp4?signature=hidden`,
			signInToServerWith,
			...parameters,
		},
	);
}

const HEADER: SignIn = { kind: 'header', name: 'Authorization', value: SECRET };
const BEARER: SignIn = { kind: 'bearer' };

async function expectArrived(result: Awaited<ReturnType<typeof run>>): Promise<void> {
	expect(result.error).toBeUndefined();
	const sha256 = await sha256Of(madeContent(SIZE, 7));
	expect(await received(world, result)).toEqual({ size: SIZE, sha256 });
	expect(result.items[0].json.title).toBe('film.mp4');
}

describe('a file that a header opens', () => {
	it('goes to api.video byte for byte', async () => {
		const result = await run('header', withHeader(hostOf()), HEADER);
		await expectArrived(result);
		expect(leaked(result, SECRET, 'hidden')).toEqual([]);
	});

	it('is not asked for where the credential was entered for another server', async () => {
		const result = await run('header', withHeader('files.example.com'), HEADER);
		expect(result.error?.message).toContain(
			'is for files.example.com, and the file is at http://1',
		);
		expect(files.server.requests.entries).toEqual([]);
		expect(leaked(result, SECRET, 'hidden')).toEqual([]);
	});

	it('is not opened by another one, which the message does not show', async () => {
		const result = await run('header', withHeader(hostOf()), { ...HEADER, value: 'another' });
		expect(result.error?.message).toContain('does not accept the credential (HTTP 401)');
		expect(leaked(result, SECRET, 'hidden')).toEqual([]);
	});
});

describe('a file that OAuth2 opens', () => {
	it('goes to api.video byte for byte', async () => {
		const result = await run('oAuth2', connected(), BEARER);
		await expectArrived(result);
		expect(leaked(result, 'access-token', 'refresh-token', CLIENT_SECRET)).toEqual([]);
	});

	it('does so where the access token has run out: it is renewed once, and stored', async () => {
		const { tokens } = files.server;
		const credential = connected();
		tokens.reusableRefresh = false;
		tokens.runOut();
		await expectArrived(await run('oAuth2', credential, BEARER));
		expect(tokens.issued).toBe(2);
		expect(credential.data.oauthTokenData).toMatchObject({ access_token: 'access-token-2' });
	});

	it('tells where it cannot be renewed, without a secret', async () => {
		const { tokens } = files.server;
		const credential = connected();
		tokens.reusableRefresh = false;
		tokens.takesRefresh('refresh-token-1');
		tokens.runOut();
		const result = await run('oAuth2', credential, BEARER);
		expect(result.error?.message).toContain(
			`n8n could not renew the sign-in to ${files.server.url}`,
		);
		expect(result.error?.description).toContain('connect it again');
		expect(leaked(result, 'access-token', 'refresh-token', CLIENT_SECRET)).toEqual([]);
	});

	it('tells where nobody has connected the credential', async () => {
		const { type, data } = connected();
		delete data.oauthTokenData;
		const result = await run('oAuth2', { type, data }, BEARER);
		expect(result.error?.message).toContain('is not connected');
		expect(files.server.requests.entries).toEqual([]);
	});
});
