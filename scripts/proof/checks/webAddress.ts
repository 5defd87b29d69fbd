import { FileServer, type SignIn, type FileBehaviour } from '../../../fileServer';
import { freePorts } from '../../lib/ports';
import { must, mustSucceed, outcomeOf } from '../seen';
import { apiVideo, STEP, type Step } from '../steps';
import { runSteps } from './run';
import type { Lab } from '../lab';
import type { Check } from '../matrix';
import type { Reference } from '../../lib/n8n-client';

/** Bytes: read in several ranges, and sent in chunks. */
const SIZE = 24 * 1024 * 1024 + 7;
const FILE = '/films/film.mp4';
const HEADER = 'X-Files-Key';
const SECRET = 'opens-the-files';
/** As fileServer/oAuth2.ts has it. */
const TOKEN_PATH = '/oauth2/token';

/** Something that is done with a file server. */
const withFiles = (
	title: string,
	work: (lab: Lab, server: FileServer) => Promise<string | void>,
): Check => ({
	title,
	async run(lab) {
		const server = await FileServer.start();
		try {
			return await work(lab, server);
		} finally {
			await server.stop();
		}
	},
});

/**
 * Uploads from a web address.
 *
 * @param signIn default: none
 */
async function runUpload(
	lab: Lab,
	webAddress: string,
	{ way = 'none', credentials = {} }: { way?: string; credentials?: Step['credentials'] } = {},
) {
	const parameters = { resource: 'video', operation: 'upload', fileFrom: 'webAddress' };
	const step = { ...parameters, webAddress, signInToServerWith: way };
	return await runSteps(lab, [apiVideo({ ...lab.withKey, ...credentials }, step)]);
}

/**
 * Uploads the file, and compares what arrived with it.
 *
 * @param how behaviour: of the file server; from: the address, if it is another one
 */
async function uploadWhole(
	lab: Lab,
	server: FileServer,
	{
		signIn,
		behaviour,
		from = server.url + FILE,
		...how
	}: {
		signIn?: SignIn;
		behaviour?: FileBehaviour;
		way?: string;
		credentials?: Step['credentials'];
		from?: string;
	},
) {
	const file = server.file(FILE, { size: SIZE, signIn, ...behaviour });
	const execution = await runUpload(lab, from, how);
	mustSucceed(execution);
	const videoId = execution.items(STEP)[0]?.videoId;
	const arrived = await lab.emulator.videoFile(videoId);
	must(arrived, () => `the step succeeded, and the video '${videoId}' is not complete`);
	const sha256 = await file.sha256();
	must(arrived.sha256 === sha256, () => `${arrived.size} bytes arrived, with another hash`);
}

const withHeader = async ({ n8n }: Lab, host: string) =>
	keep(n8n, 'apiVideoFileServerApi', { host, headerName: HEADER, headerSecret: SECRET });

/** A credential that somebody has connected. */
const connected = async ({ n8n }: Lab, { url, tokens }: FileServer) =>
	keep(n8n, 'apiVideoFileServerOAuth2Api', {
		host: new URL(url).host,
		grantType: 'authorizationCode',
		clientId: 'client',
		clientSecret: 'any',
		accessTokenUrl: url + TOKEN_PATH,
		authentication: 'body',
		oauthTokenData: {
			access_token: tokens.issue(),
			refresh_token: tokens.issueRefresh(),
			token_type: 'Bearer',
		},
	});

async function keep(
	{ client }: Lab['n8n'],
	type: string,
	data: object,
): Promise<Record<string, Reference>> {
	return { [type]: await client.importCredential({ name: 'File server', type, data }) };
}

/**
 * Presses Save in the form of the credential with a header, as far as n8n's server notices.
 *
 * @param data what differs from the right one
 */
async function testHeader(
	{ n8n }: Lab,
	data: object,
): Promise<{ status: string; message: string }> {
	const type = 'apiVideoFileServerApi';
	const all = { headerName: HEADER, headerSecret: SECRET, ...data };
	const stored = (await keep(n8n, type, all))[type];
	const credentials = { ...stored, type, data: all };
	return await n8n.client.call('POST', '/credentials/test', { credentials });
}

function mustSay(
	verdict: { status: string; message: string },
	status: 'OK' | 'Error',
	words: RegExp = /./,
) {
	const seen = () => `it says ${verdict.status}: '${verdict.message}', not ${status}: ${words}`;
	must(verdict.status === status && words.test(verdict.message), seen);
}

async function certificateTold(lab: Lab) {
	const secure = await FileServer.start({ tls: true });
	try {
		const verdict = await testHeader(lab, { host: secure.url });
		mustSay(verdict, 'Error', /certificate .* is not trusted: .* NODE_EXTRA_CA_CERTS/);
	} finally {
		await secure.stop();
	}
}

const BY_HEADER: SignIn = { kind: 'header', name: HEADER, value: SECRET };

export const webAddress: Check[] = [
	withFiles('Credential test: a header for a file server', async (lab, server) => {
		const { url } = server;
		const { host } = new URL(url);
		const nobody = `127.0.0.1:${(await freePorts(1))[0]}`;
		const page = server.file('/', { size: 10, signIn: BY_HEADER });
		mustSay(await testHeader(lab, { host: url }), 'OK');
		const [{ method, headers }] = server.requests.entries;
		must(method === 'HEAD' && headers[HEADER.toLowerCase()] === SECRET, () => `${method} was sent`);
		// Without http:// the header is not sent unencrypted for a test.
		server.requests.clear();
		mustSay(await testHeader(lab, { host }), 'Error', /answers \(HTTP 401\), but not with https/);
		must(server.requests.hostsThatSaw(HEADER).length === 0, () => 'it was sent unencrypted');
		const wrong = { host: url, headerSecret: 'another' };
		mustSay(await testHeader(lab, wrong), 'Error', /refuses its start page .* \(HTTP 401\)/);
		page.change({ instead: { page: 'text', status: 503 } });
		mustSay(await testHeader(lab, { host: url }), 'Error', /at the moment \(HTTP 503\)/);
		page.change({ instead: undefined, cut: { by: 'rst' } });
		mustSay(await testHeader(lab, { host: url }), 'Error', /closed before the file server/);
		const away = { host: `http://${nobody}` };
		mustSay(await testHeader(lab, away), 'Error', /^The file server refused the connection: http/);
		const list = { host: 'a.example, b.example' };
		mustSay(await testHeader(lab, list), 'Error', /is not the name of one server/);
		mustSay(await testHeader(lab, { host, headerName: 'Range' }), 'Error', /^The Header Name of/);
		await certificateTold(lab);
	}),
	withFiles('Upload from a web address, without a sign-in', async (lab, server) => {
		await uploadWhole(lab, server, {});
		const ranges = server.requests.entries.filter(({ range }) => range !== undefined).length;
		must(ranges > 2, () => `it was read by ${ranges} requests for a range`);
	}),
	withFiles('Upload from a web address that tells no length', async (lab, server) => {
		const stream = {
			ranges: 'none' as const,
			length: 'chunked' as const,
		};
		await uploadWhole(lab, server, { behaviour: stream });
		// n8n takes a compressed body that was cut for a shorter file, and drops the header that says so.
		server.file(FILE, { size: SIZE, ranges: 'none', gzip: 'cut', etag: 'none' });
		const execution = await runUpload(lab, server.url + FILE);
		const { message = '' } = execution.error ?? {};
		must(/sends the file compressed/.test(message), () => outcomeOf(execution));
	}),
	withFiles('Upload from a web address, with a header', async (lab, server) => {
		const credentials = await withHeader(lab, new URL(server.url).host);
		await uploadWhole(lab, server, { signIn: BY_HEADER, way: 'header', credentials });
	}),
	withFiles(
		'Upload from a web address, with OAuth2: the access token has run out',
		async (lab, server) => {
			const { tokens } = server;
			const credentials = await connected(lab, server);
			// Many services take a refresh token once only.
			tokens.reusableRefresh = false;
			tokens.runOut();
			const how = {
				signIn: { kind: 'bearer' } as SignIn,
				way: 'oAuth2',
				credentials,
			};
			await uploadWhole(lab, server, how);
			must(tokens.issued === 2, () => `it was renewed ${tokens.issued - 1} times`);
			// What was renewed is stored: the next execution needs no other.
			await uploadWhole(lab, server, how);
			must(tokens.issued === 2, () => 'the next execution renewed it once more');
		},
	),
	withFiles('Web address: who its host redirects to gets no credential', async (lab, server) => {
		const other = await FileServer.start();
		try {
			const credentials = await withHeader(lab, new URL(server.url).host);
			server.redirect('/go', { to: other.url + FILE });
			await uploadWhole(lab, other, { from: `${server.url}/go`, way: 'header', credentials });
			const [first] = server.requests.entries;
			must(first?.headers[HEADER.toLowerCase()] === SECRET, () => 'its host did not get it either');
			const others = other.requests.hostsThatSaw(HEADER);
			must(others.length === 0, () => `${others.join(', ')} got it`);
		} finally {
			await other.stop();
		}
	}),
	withFiles('Web address of another host than the credential is for', async (lab, server) => {
		server.file(FILE, { size: SIZE });
		const credentials = await withHeader(lab, 'files.example.com');
		const execution = await runUpload(lab, server.url + FILE, { way: 'header', credentials });
		const { message = '' } = execution.error ?? {};
		must(/is for files\.example\.com/.test(message), () => outcomeOf(execution));
		const asked = server.requests.entries.length + lab.emulator.requests.uploads.length;
		must(asked === 0, () => `${asked} requests were made`);
	}),
];
