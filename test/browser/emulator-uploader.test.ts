/** api.video's own browser uploader, as it is, in a real browser against the emulator. */
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { call, container, MiB, uploadToken, useEmulator } from '../emulator/caller';
import { startChromium } from './support/chromium';

const emulator = useEmulator({ encodingSeconds: 0 });
const data = randomBytes(11 * MiB);
const sha256 = createHash('sha256').update(data).digest('hex');
let page: Page;
let stopChromium: () => Promise<void>;
let site: Server;

beforeAll(async () => {
	const chromium = await startChromium();
	page = chromium.page;
	stopChromium = chromium.stop;
	// The uploader only knows https, and the emulator only http.
	await page.addInitScript({
		content: `
			const { open } = XMLHttpRequest.prototype;
			XMLHttpRequest.prototype.open = function (method, url) {
				open.call(this, method, url.replace(/^https:/, 'http:'), true);
			};`,
	});
	// A server of its own: another origin than the emulator, as a web page's is.
	site = createServer((request, response) => {
		response.setHeader('content-type', request.url === '/file' ? 'video/mp4' : 'text/html');
		response.end(request.url === '/file' ? data : '<!doctype html><title>page</title>');
	});
	await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
	await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
	await page.addScriptTag({
		content: await readFile(require.resolve('@api.video/video-uploader'), 'utf8'),
	});
});

afterAll(async () => {
	await stopChromium?.();
	site?.close();
});

interface Uploaded {
	videoId: string;
	title: string;
	playable: boolean;
}

/** Uploads the file in the page; answers what the uploader answered once the video can be played. */
async function upload(options: Record<string, unknown>): Promise<Uploaded> {
	return await page.evaluate(
		async (given) => {
			const { VideoUploader } = globalThis as unknown as {
				VideoUploader: new (options: object) => {
					upload(): Promise<Uploaded>;
					onPlayable(callback: () => void): void;
				};
			};
			const blob = await (await fetch('/file')).blob();
			const uploader = new VideoUploader({ file: new File([blob], 'été.mp4'), ...given });
			const playable = new Promise<boolean>((resolve) => uploader.onPlayable(() => resolve(true)));
			const { videoId, title } = await uploader.upload();
			return { videoId, title, playable: await playable };
		},
		{ apiHost: emulator.current.url.replace('http://', ''), ...options },
	);
}

test('uploads in chunks with a delegated token', async () => {
	const token = await uploadToken(emulator.current);
	const { videoId, title, playable } = await upload({ uploadToken: token, chunkSize: 5 * MiB });
	expect({ title, playable }).toEqual({ title: 'été.mp4', playable: true });
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ size: data.length, sha256 });
	const { uploads } = emulator.current.requests;
	expect(uploads.map(({ contentRange }) => contentRange)).toEqual([
		'part 1/3',
		'part 2/3',
		'part 3/3',
	]);
	expect(uploads[1].fields.map(({ name }) => name)).toEqual(['videoId', 'file']);
	expect(uploads.map(({ authorization }) => authorization)).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test('uploads into a container, and refreshes an access token that has run out', async () => {
	const videoId = await container(emulator.current, 'Made before');
	const { body } = await call(emulator.current, 'POST', '/auth/api-key', {
		json: { apiKey: 'emulator-api-key' },
	});
	emulator.current.revokeAccessTokens();
	const video = await upload({
		videoId,
		accessToken: body.access_token,
		refreshToken: body.refresh_token,
	});
	expect(video).toMatchObject({ videoId, title: 'Made before' });
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256 });
	expect(emulator.current.requests.uploads.map(({ status }) => status)).toEqual([401, 201]);
});

test('tries again after a server error', async () => {
	emulator.current.faults.add({ kind: 'status', status: 503, path: '/source$', nth: 1 });
	const videoId = await container(emulator.current);
	await upload({ videoId, apiKey: 'emulator-api-key' });
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256 });
	expect(emulator.current.requests.uploads.map(({ status }) => status)).toEqual([503, 201]);
});
