import { Readable } from 'node:stream';
import '../support/credentialClock';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { uploadVideo } from '../../../nodes/ApiVideo/resources/video/upload';
import { FakeNode, response, SANDBOX, type SentRequest } from '../support/fakeNode';
import { headerFor } from '../support/fileServerCredentials';
import { readForm, type FormPart } from '../support/readForm';
import { runOperation } from '../support/runOperation';
import { stepContext } from '../support/stepContext';
import { expectReadable, troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';

const API = 'https://sandbox.api.video';
const ADDRESS = 'https://files.example.com/films/film.mp4?signature=hidden';
const FILE = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypmp42 a film')]);
const WEB = { uploadWith: 'apiKey', fileFrom: 'webAddress', webAddress: ADDRESS };

/** A file server that has one file, and an api.video that takes it. */
function world(parameters: IDataObject, content = FILE, credentials: object = {}) {
	const forms: FormPart[][] = [];
	const node = new FakeNode({
		parameters: { ...WEB, ...parameters },
		credentials: { ...SANDBOX, ...credentials },
		reply: async (request) => {
			if (!request.url.startsWith(API)) return part(request, content);
			if (request.url === `${API}/videos`) return response(201, { videoId: 'vi1' });
			forms.push(await readForm(request.body as FormData));
			return response(201, { videoId: 'vi1' });
		},
	});
	const check = async () =>
		await uploadVideo.check?.(stepContext(node.execution, new VirtualClock()));
	return { node, forms, check, run: async () => await runOperation(uploadVideo, node) };
}

function part({ headers }: SentRequest, content: Buffer): IN8nHttpFullResponse {
	const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(String(headers?.Range)) ?? [];
	const last = Math.min(Number(to), content.length - 1);
	const range = `bytes ${from}-${last}/${content.length}`;
	const body = Readable.from([content.subarray(Number(from), last + 1)]);
	return { ...response(206, {}, { 'content-range': range, etag: '"1"' }), body };
}

describe('Upload from a web address', () => {
	it('reads the file from there, and makes a video of its name', async () => {
		const { node, forms, run } = world({});
		expect(await run()).toEqual({ videoId: 'vi1' });
		const made = node.requests.find(({ url }) => url === `${API}/videos`);
		expect(made?.body).toEqual({ title: 'film.mp4' });
		expect(forms[0].find(({ field }) => field === 'file')).toMatchObject({
			name: 'film.mp4',
			bytes: FILE,
		});
	});

	it('calls the file as the option says', async () => {
		const { node, run } = world({ options: { fileName: ' Holiday.mp4 ' } });
		await run();
		expect(node.requests.find(({ url }) => url === `${API}/videos`)?.body).toEqual({
			title: 'Holiday.mp4',
		});
	});

	it('asks for no binary field, and for no address where the file is in one', async () => {
		await world({ binaryPropertyName: null }).run();
		const { run } = world({ fileFrom: 'binaryField', webAddress: null });
		expect((await troubleOf(run)).message).toContain('binary field');
	});

	it.each([
		['none', undefined],
		['header', 'apiVideoFileServerApi'],
		['oAuth2', 'apiVideoFileServerOAuth2Api'],
	])('signs in with %s', async (signInToServerWith, credential) => {
		const { node, run } = world({ signInToServerWith });
		await run();
		const asked = node.requests.filter(({ url }) => !url.startsWith(API));
		expect(asked.length).toBeGreaterThan(0);
		expect(new Set(asked.map((one) => one.credential))).toEqual(new Set([credential]));
	});

	it.each(['none', 'header', 'oAuth2'])(
		'asks nothing of the file server before its turn: %s',
		async (signInToServerWith) => {
			const { node, check } = world({ signInToServerWith });
			await check();
			expect(node.requests).toEqual([]);
		},
	);

	it.each([
		['', 'Web Address is empty'],
		[null, 'Web Address is empty'],
		[undefined, 'Web Address is empty'],
		[[ADDRESS], 'Web Address is not a text'],
		[{ url: ADDRESS }, 'Web Address is not a text'],
		['[object Object]', 'Web Address has an object in it'],
		[`${ADDRESS} ${ADDRESS}`, 'Web Address is not a web address'],
		['ftp://files.example.com/film.mp4?s=hidden', 'Web Address is not a web address'],
		['files.example.com/film.mp4?s=hidden', 'Web Address is not a web address'],
		['https://user:hidden@files.example.com/a', 'Web Address has a user name or a password in it'],
	])('stops before anything is asked: %j', async (webAddress, message) => {
		const { node, check } = world({ webAddress } as IDataObject);
		const trouble = await troubleOf(check);
		expectReadable(trouble);
		expect(trouble.message).toContain(message);
		expect(`${trouble.message} ${trouble.advice}`).not.toContain('hidden');
		expect(node.requests).toEqual([]);
	});

	it.each(['header', 'oAuth2'])(
		'refuses a %s credential of another server before anything is asked',
		async (signInToServerWith) => {
			for (const webAddress of [
				'https://evil.example/a?hidden',
				'https://files.example.com:8443/a',
			]) {
				const { node, check, run } = world({ signInToServerWith, webAddress });
				for (const work of [check, run]) {
					const trouble = await troubleOf(work);
					expectReadable(trouble);
					expect(trouble.message).toMatch(/^The credential .*(is|was) (not )?for/);
					expect(`${trouble.message} ${trouble.advice}`).not.toContain('hidden');
				}
				expect(node.asked.filter((one) => !one.includes(API))).toEqual([]);
			}
		},
	);

	it('refuses it also where n8n allows it all domains', async () => {
		const { node, check } = world(
			{ signInToServerWith: 'header', webAddress: 'https://evil.example/a' },
			FILE,
			{
				apiVideoFileServerApi: headerFor('files.example.com', { allowedHttpRequestDomains: 'all' }),
			},
		);
		await troubleOf(check);
		expect(node.requests).toEqual([]);
	});

	it.each([
		['fileFrom', 'disk'],
		['signInToServerWith', 'password'],
	])('stops at a %s that does not exist', async (name, value) => {
		const trouble = await troubleOf(world({ [name]: value }).check);
		expect(trouble.message).toContain("has a value that does not exist here: '");
	});

	it.each([{ a: 1 }, ['a'], 'a\nb.mp4', 'a\u0000.mp4'])(
		'stops at the File Name %j',
		async (fileName) => {
			const trouble = await troubleOf(world({ options: { fileName } } as IDataObject).check);
			expectReadable(trouble);
			expect(trouble.message).toContain('File Name');
		},
	);

	it('tells a page in place of the file before anything is sent, in words about the server', async () => {
		const page = Buffer.from('<!doctype html><title>Sign in</title>');
		const { node, run } = world({}, page);
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toContain('a download page, not a video');
		expect(trouble.advice).toContain('Sign In to Server With');
		expect(trouble.advice).not.toContain('output of the step');
		expect(node.asked.filter((one) => one.includes(API))).toEqual([]);
		await world({ options: { sendAnyFile: true } }, page).run();
	});

	it('goes with a delegated token alone', async () => {
		const { node, forms, run } = world({ uploadWith: 'tokenCredential' });
		expect(await run()).toEqual({ videoId: 'vi1' });
		expect(forms[0].find(({ field }) => field === 'file')?.bytes).toEqual(FILE);
		expect(node.requests.some(({ credential }) => credential !== undefined)).toBe(false);
	});

	it('tells of a credential that says nothing', async () => {
		const { check } = world({ signInToServerWith: 'header' }, FILE, { apiVideoFileServerApi: {} });
		expect((await troubleOf(check)).message).toContain('has no Host');
	});
});
