import type { SizedProgress } from '../../../nodes/ApiVideo/upload';
import { readableSize } from '../../../nodes/ApiVideo/n8n/readableSize';
import { foundHint, uploadedHint } from '../../../nodes/ApiVideo/n8n/uploadHint';
import { sizedProgress } from '../support/sizedProgress';

const video = (id: string) => ({
	videoId: id,
	assets: { player: `https://embed.api.video/${id}` },
});
const film = (changed: Partial<SizedProgress> = {}, name = 'film.mp4') => ({
	name,
	video: video('vi1'),
	progress: sizedProgress(changed),
});
const LINK = '<a href="https://embed.api.video/vi1" target="_blank">film.mp4</a>';

describe('a size', () => {
	it.each<[number, string]>([
		[0, '0 B'],
		[999, '999 B'],
		[1000, '1 kB'],
		[8100, '8.1 kB'],
		[999_949, '999.9 kB'],
		[999_950, '1 MB'],
		[52_428_800, '52.4 MB'],
		[30 * 1024 ** 3, '32.2 GB'],
		[5e12, '5000 GB'],
	])('of %d bytes is %s', (bytes, text) => {
		expect(readableSize(bytes)).toBe(text);
	});
});

describe('the hint below the output', () => {
	it('names the file, its size and what was sent, and leads to the player', () => {
		expect(uploadedHint([film()])).toBe(`Uploaded ${LINK} (8.1 kB): sent 8.1 kB in 1 request`);
	});

	it('says what was sent again, and what had arrived before', () => {
		const sizes = { totalBytes: 250e6, arrivedBytes: 250e6, resumedBytes: 100e6 };
		expect(uploadedHint([film({ ...sizes, requests: 20, retries: 3 })])).toBe(
			`Uploaded ${LINK} (250 MB): sent 150 MB in 20 requests, 3 of them once more; 100 MB had arrived before`,
		);
	});

	it('says when nothing was left to send', () => {
		expect(uploadedHint([film({ resumedBytes: 8100, requests: 0 })])).toBe(
			`All of ${LINK} (8.1 kB) had arrived before: nothing was sent`,
		);
	});

	it.each([
		[
			'all of five',
			'abcde',
			'Uploaded 5 files (40.5 kB): sent 40.5 kB in 5 requests: a, b, c, d, e',
		],
		[
			'the first five of more',
			'abcdefg',
			'Uploaded 7 files (56.7 kB): sent 56.7 kB in 7 requests: a, b, c, d, e and 2 more',
		],
	])('sums up several files, and names %s', (_which, names, hint) => {
		const uploads = [...names].map((name) => ({ ...film({}, name), video: {} }));
		expect(uploadedHint(uploads)).toBe(hint);
	});

	it('says that a key was used before', () => {
		const found = [{ name: 'film.mp4', video: video('vi1') }];
		expect(foundHint(found)).toBe(
			`This key was used before: nothing was sent. The output is the video of ${LINK}`,
		);
		expect(foundHint([...found, { name: 'b', video: {} }])).toBe(
			`The keys of 2 files were used before: nothing was sent for them. The output has their videos: ${LINK}, b`,
		);
	});

	it('shows a name as it is, and leads nowhere but to the web', () => {
		const name = '<img src=x onerror=alert(1)>"&.mp4';
		const shown = '&lt;img src=x onerror=alert(1)&gt;&quot;&amp;.mp4';
		const upload = film({}, name);
		for (const player of ['javascript:alert(1)', undefined, 7, '']) {
			const hint = uploadedHint([{ ...upload, video: { assets: { player } } }]);
			expect(hint).toBe(`Uploaded ${shown} (8.1 kB): sent 8.1 kB in 1 request`);
		}
		const player = 'https://a.example/?a="><b>';
		expect(uploadedHint([{ ...upload, video: { assets: { player } } }])).toContain(
			`<a href="https://a.example/?a=&quot;&gt;&lt;b&gt;" target="_blank">${shown}</a>`,
		);
	});
});
