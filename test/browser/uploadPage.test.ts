/** The page of examples/upload-page.json on the screen of a phone, from a real n8n to the emulator. */
import { API_KEY, TEST_TIMEOUT, type Video } from '../n8n/realN8n';
import { eventually } from './support/eventually';
import { PHONE, useUploadPage } from './support/uploadPage';

const MiB = 1024 * 1024;

const used = useUploadPage();

let film: Video;
let big: Video;

jest.setTimeout(TEST_TIMEOUT);

beforeAll(async () => {
	// Three chunks of the page's, and the last one is short.
	film = await used.real.video('film.mp4', 33 * MiB + 17);
	big = await used.real.video('big.mp4', 215 * MiB + 12_345);
});

beforeEach(async () => {
	used.real.emulator.reset();
	await used.open();
});

async function choose(...files: Video[]) {
	await used.page.locator('#choose').setInputFiles(files.map(({ path }) => path));
}

async function press(name: string | RegExp) {
	await used.page.getByRole('button', { name }).click();
}

const states = async () => (await used.list()).map(({ state }) => state);

/** Waits until there is a state that looks like this. */
async function shows(state: RegExp) {
	await eventually<unknown>(async () => {
		const all = await states();
		return all.some((one) => state.test(one)) ? state.source : all;
	}, state.source);
}

/** So that there are many seconds in which the upload is under way. */
function slowSecondChunk() {
	const { faults } = used.real.emulator;
	faults.add({ kind: 'bandwidth', bytesPerSecond: MiB, path: '/upload$', nth: 2 });
}

const posts = (path: string) => used.real.emulator.requests.matching('POST', path);

/** The one video that was made: what it is called, and whether it is the file. */
async function expectUploaded(file: Video, title = file.path.split('/').at(-1)) {
	expect(posts('/videos')).toHaveLength(1);
	await expectVideo(file, title);
	expect(await tokensLeft()).toEqual([]);
}

async function videos() {
	return (await api('/videos?sortBy=publishedAt')).data as Array<{
		videoId: string;
		title: string;
	}>;
}

async function expectVideo({ size, sha256 }: Video, title: string | undefined) {
	const video = (await videos()).find((one) => one.title === title);
	const { emulator } = used.real;
	expect(await emulator.videoFile(String(video?.videoId))).toMatchObject({ size, sha256 });
}

async function tokensLeft() {
	return (await api('/upload-tokens')).data as unknown[];
}

async function api(path: string) {
	const authorization = `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`;
	const response = await fetch(used.real.emulator.url + path, { headers: { authorization } });
	return (await response.json()) as { data: unknown[] };
}

test('works without an origin and without storage, and makes nothing when it is opened', async () => {
	const { page } = used;

	expect(await page.evaluate('self.origin')).toBe('null');
	expect(
		await page.evaluate(
			`(() => { try { return localStorage.length; } catch { return 'none'; } })()`,
		),
	).toBe('none');
	await choose(film);
	expect(await states()).toEqual(['Press Upload to begin.']);
	expect(posts('/upload-tokens')).toEqual([]);
	expect(posts('/videos')).toEqual([]);
	expect(await page.content()).not.toContain(API_KEY);
});

test(
	'uploads a file above 200 MiB in ranges, with a token and without the key, and sets the title',
	async () => {
		const { page } = used;
		await choose(big);
		await page.getByLabel('Title of big.mp4').fill('Tom & <b>Jerry</b>');
		await press('Upload');
		await shows(/^Uploading: \d+ %, .* of 215 MiB\.$/);
		await shows(/^Uploaded\.$/);

		await expectUploaded(big, 'Tom & <b>Jerry</b>');
		const uploads = posts('/upload');
		expect(uploads).toHaveLength(14);
		expect(uploads.map(({ authorization }) => authorization)).toEqual(uploads.map(() => undefined));
		expect(uploads[0].contentRange).toBe(`bytes 0-${16 * MiB - 1}/${big.size}`);
		expect(await page.locator('progress').evaluate(({ value }: { value: number }) => value)).toBe(
			100,
		);
	},
	TEST_TIMEOUT,
);

test('goes on by itself after a lost connection', async () => {
	const { page } = used;
	slowSecondChunk();
	await choose(film);
	await press('Upload');
	await shows(/^Uploading: (4|5|6)\d %/);
	await page.context().setOffline(true);
	await shows(/^The connection was lost\. The upload goes on by itself/);
	expect(await used.violations()).toEqual([]);
	await page.context().setOffline(false);
	await shows(/^Uploaded\.$/);

	await expectUploaded(film);
	expect(posts('/upload-tokens')).toHaveLength(1);
});

test.each([
	['in the middle', 2],
	['at the end', 3],
])('goes on after an answer that was lost %s', async (_, nth) => {
	used.real.emulator.faults.add({ kind: 'lost-answer', path: '/upload$', nth });
	await choose(film);
	await press('Upload');
	await shows(/^Uploaded\.$/);

	await expectUploaded(film);
	expect(posts('/upload')).toHaveLength(4);
});

test('waits as long as the rate limit says', async () => {
	const { faults } = used.real.emulator;
	faults.add({
		kind: 'status',
		status: 429,
		path: '/upload$',
		nth: 2,
		headers: { 'x-ratelimit-retry-after': '2' },
	});
	await choose(film);
	await press('Upload');
	await shows(/^api\.video asks to wait\./);
	await shows(/^Uploaded\.$/);

	await expectUploaded(film);
	const [, refused, next] = posts('/upload');
	expect(next.startedAt - refused.startedAt).toBeGreaterThanOrEqual(2000);
});

test('pauses, lets the next one go first, and resumes where it was', async () => {
	const small = await used.real.video('small.mp4', 20_000);
	slowSecondChunk();
	await choose(film, small);
	await press('Upload');
	// The first chunk is half of the file; of the second one much may be in buffers at once.
	await shows(/^Uploading: (49|[5-9]\d) %/);
	await press('Pause film.mp4');
	await eventually(states, ['Paused at 16 MiB of 33 MiB.', 'Uploaded.']);
	await press('Resume film.mp4');
	await eventually(states, ['Uploaded.', 'Uploaded.']);

	await expectVideo(film, 'film.mp4');
	await expectVideo(small, 'small.mp4');
	expect(posts('/videos')).toHaveLength(2);
	expect(
		posts('/upload').filter(({ contentRange }) => contentRange?.startsWith('bytes 0-')),
	).toHaveLength(1);
});

test('says when the hour is over, and goes on with a new token for the same video', async () => {
	used.real.emulator.faults.add({ kind: 'expire-token', path: '/upload$', nth: 1 });
	await choose(film);
	await press('Upload');
	await shows(/^The hour for which this upload was allowed is over\. Press Continue/);
	expect(await used.violations()).toEqual([]);
	await press('Continue film.mp4');
	await shows(/^Uploaded\.$/);

	await expectUploaded(film);
	expect(posts('/upload-tokens')).toHaveLength(2);
	expect(posts('/upload').map(({ status }) => status)).toEqual([201, 401, 201, 201]);
});

test('takes what is dropped, one after the other, and leaves out what is empty', async () => {
	const { page } = used;
	await page.evaluate(`(() => {
		const transfer = new DataTransfer();
		for (const [name, size] of [['one.mp4', 3000], ['none.mp4', 0], ['<i>two</i>.mp4', 4000]]) {
			transfer.items.add(new File([new Uint8Array(size)], name, { type: 'video/mp4' }));
		}
		document.getElementById('drop').dispatchEvent(
			new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
		);
	})()`);
	expect(await page.locator('#notice').textContent()).toBe('none.mp4 is empty.');
	expect(await used.violations()).toEqual([]);
	await press('Upload');
	await eventually(states, ['Uploaded.', 'Uploaded.']);

	expect((await videos()).map(({ title }) => title).sort()).toEqual(['<i>two</i>.mp4', 'one.mp4']);
	expect(await tokensLeft()).toEqual([]);
});

test('says why api.video did not take a file', async () => {
	const { page, real } = used;
	await page.locator('#choose').setInputFiles({
		name: 'page.mp4',
		mimeType: 'video/mp4',
		buffer: Buffer.from('<!doctype html><html><title>Not found</title></html>'),
	});
	await press('Upload');
	await shows(/^api\.video did not take the file: /);
	expect((await used.list())[0].action).toBe('Try Again');
	expect(real.emulator.requests.uploads.map(({ status }) => status)).toEqual([400]);
});

test('says that a page which was opened too long ago must be opened again', async () => {
	const { page } = used;
	await choose(film);
	// A permit that has run out: its claims are not those that were signed.
	await page.route('**/upload-page/start', async (route) => {
		const authorization = 'Bearer e30.e30.e30';
		await route.continue({ headers: { ...route.request().headers(), authorization } });
	});
	await press('Upload');
	await shows(/^This page was opened too long ago\. Reload it/);
	await page.unroute('**/upload-page/start');
	await press('Try Again film.mp4');
	await shows(/^Uploaded\.$/);
});

test('can be used by keyboard alone', async () => {
	const { page } = used;
	slowSecondChunk();
	const focus = async () =>
		await page.evaluate(
			`document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()`,
		);
	const chooser = page.waitForEvent('filechooser');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await (await chooser).setFiles(film.path);
	await eventually(focus, 'Upload');
	await page.keyboard.press('Enter');
	await shows(/^Uploading: [1-9]\d %/);
	for (let tabs = 0; (await focus()) !== 'Pause film.mp4' && tabs < 4; tabs++) {
		await page.keyboard.press('Tab');
	}
	await page.keyboard.press('Enter');
	await shows(/^Paused at/);
	expect(await focus()).toBe('Resume film.mp4');
	await page.keyboard.press('Enter');
	await shows(/^Uploaded\.$/);

	// The button is gone: what it was about has the focus.
	expect(await page.evaluate(`document.activeElement.localName`)).toBe('li');
	expect(await page.locator('#announcer').textContent()).toBe('film.mp4: Uploaded.');
	await expectUploaded(film);
});

test.each(['light', 'dark'] as const)(
	'fits the screen of a phone and has nothing that axe finds fault with, when it is %s',
	async (colorScheme) => {
		const { page } = used;
		await page.emulateMedia({ colorScheme });
		expect(await used.violations()).toEqual([]);
		const long = await used.real.video(
			`${'a-very-long-name-without-any-space'.repeat(4)}.mp4`,
			20_000,
		);
		await choose(film, long);
		expect(await used.violations()).toEqual([]);
		await press('Upload');
		await eventually(states, ['Uploaded.', 'Uploaded.']);

		expect(await used.violations()).toEqual([]);
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
		const heights = await page
			.locator('button:visible, label.button, #videos input')
			.evaluateAll((elements) => elements.map((one) => one.getBoundingClientRect().height));
		expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
	},
);
