import { call, container, form, MiB, send, uploadToken, useEmulator } from './caller';

const emulator = useEmulator();

type Step = [range: string | undefined, size: number];
const KiB = 1024;
const chunk = 5 * MiB;

/** Steps that succeed, then one that is refused with `video-content-range-` + slug, or the slug itself. */
const cases: Array<[slug: string, before: Step[], refused: Step]> = [
	['malformed', [], ['bytes 0-', chunk]],
	['malformed', [], ['bytes=0-5242879/5242880', chunk]],
	['already-initiated', [[`bytes 0-${chunk - 1}/${2 * chunk}`, chunk]], [undefined, chunk]],
	['started-with-bytes', [[`bytes 0-${chunk - 1}/${2 * chunk}`, chunk]], ['part 2/2', chunk]],
	['started-with-part', [['part 1/2', chunk]], [`bytes 0-${chunk - 1}/${2 * chunk}`, chunk]],
	[
		'by-bytes-different-total-bytes',
		[[`bytes 0-${chunk - 1}/${3 * chunk}`, chunk]],
		[`bytes ${chunk}-${2 * chunk - 1}/${2 * chunk}`, chunk],
	],
	['by-bytes-from-byte-too-high', [], ['bytes 9-8/10', 1]],
	['by-bytes-range-mismatch', [], [`bytes 0-${chunk - 1}/${chunk}`, chunk - 1]],
	['by-bytes-range-mismatch', [], [`bytes 0-${chunk - 1}/${chunk}`, chunk + 1]],
	[
		'by-bytes-range-overlap',
		[[`bytes 0-${chunk - 1}/${3 * chunk}`, chunk]],
		[`bytes 0-${chunk - 1}/${3 * chunk}`, chunk],
	],
	[
		'by-bytes-range-overlap',
		[[`bytes 0-${chunk - 1}/${3 * chunk}`, chunk]],
		[`bytes ${chunk - 1}-${2 * chunk - 2}/${3 * chunk}`, chunk],
	],
	['by-bytes-range-too-small', [], [`bytes 0-${chunk - 2}/${2 * chunk}`, chunk - 1]],
	['by-bytes-range-too-small', [], [`bytes 0-${KiB - 1}/*`, KiB]],
	['by-bytes-range-too-large', [], [`bytes 0-209715200/${300 * MiB}`, KiB]],
	['by-bytes-to-byte-too-high-allowed', [], ['bytes 52428799999-52428800000/*', KiB]],
	['by-bytes-to-byte-too-high-total', [], [`bytes 0-${chunk}/${chunk}`, chunk]],
	[
		'by-bytes-to-byte-too-high-total',
		[[`bytes 0-${chunk - 1}/${chunk + 9}`, chunk]],
		[`bytes ${chunk}-${2 * chunk - 1}/*`, chunk],
	],
	['by-bytes-total-bytes-too-high', [], [`bytes 0-${chunk - 1}/52428800001`, chunk]],
	[
		'by-bytes-total-bytes-too-low',
		[[`bytes ${chunk}-${2 * chunk - 1}/*`, chunk]],
		[`bytes 0-${chunk - 1}/${2 * chunk - 1}`, chunk],
	],
	['by-bytes-total-bytes-zero', [], ['bytes 0-0/0', 1]],
	['by-part-different-total-parts', [['part 1/3', chunk]], ['part 2/2', chunk]],
	['by-part-part-already-sent', [['part 1/3', chunk]], ['part 1/3', chunk]],
	['by-part-part-too-high-allowed', [], ['part 10001/*', chunk]],
	['by-part-part-too-high-total', [], ['part 3/2', chunk]],
	['by-part-part-too-high-total', [['part 1/2', chunk]], ['part 3/*', chunk]],
	['by-part-part-zero', [], ['part 0/2', chunk]],
	['by-part-total-parts-too-high', [], ['part 1/10001', chunk]],
	['by-part-total-parts-too-low', [['part 3/*', chunk]], ['part 2/3', chunk]],
	['by-part-total-parts-zero', [], ['part 1/0', chunk]],
	['by-part-uploaded-file-too-small', [], ['part 1/2', chunk - 1]],
	['by-part-uploaded-file-too-small', [], ['part 1/*', chunk - 1]],
	['uploaded-file-empty', [], [undefined, 0]],
	['uploaded-file-empty', [], ['part 1/1', 0]],
	['uploaded-file-too-large', [], [undefined, 209_715_201]],
	['uploaded-file-too-large', [], ['part 1/2', 209_715_201]],
	['video-source-already-uploaded', [[undefined, 1]], [undefined, 1]],
	['video-source-already-uploaded', [['bytes 0-0/1', 1]], ['bytes 0-0/1', 1]],
	['video-source-already-uploaded', [['part 1/1', 1]], ['part 1/1', 1]],
];

test.each(cases)('%s after %j: %j', async (slug, before, refused) => {
	const videoId = await container(emulator.current);
	for (const [range, size] of before) {
		expect(await send(emulator.current, videoId, size, range)).toMatchObject({ status: 201 });
	}
	const statusBefore = await call(emulator.current, 'GET', `/videos/${videoId}/status`);
	const answer = await send(emulator.current, videoId, refused[1], refused[0]);
	expect(answer).toMatchObject({ status: 400, body: { status: 400 } });
	expect(answer.headers.get('content-type')).toContain('application/problem+json');
	expect(answer.slug).toBe(/^(uploaded|video)/.test(slug) ? slug : `video-content-range-${slug}`);

	const statusAfter = await call(emulator.current, 'GET', `/videos/${videoId}/status`);
	expect(statusAfter.body.ingest).toEqual(statusBefore.body.ingest);
});

test.each([
	['one request of exactly 200 MiB', undefined, 209_715_200],
	['a range of exactly 200 MiB', 'bytes 0-209715199/209715200', 209_715_200],
	['a single small range', 'bytes 0-9/10', 10],
	['a single small part', 'part 1/1', 10],
	['a smallest chunk', `bytes 0-${chunk - 1}/${2 * chunk}`, chunk],
	['a small last chunk that comes first', `bytes ${chunk}-${chunk}/${chunk + 1}`, 1],
	['a small last part that comes first', 'part 3/3', 1],
	['a chunk with an unknown total', `bytes 0-${chunk - 1}/*`, chunk],
])('accepts %s', async (_name, range, size) => {
	const videoId = await container(emulator.current);
	expect(await send(emulator.current, videoId, size, range)).toMatchObject({
		status: 201,
		body: { videoId, title: 'A video' },
	});
});

test.each([
	['downloaded', 'https://example.com/video.mp4'],
	['copied', 'a video'],
])('a source that is already %s', async (slug, source) => {
	const original = await container(emulator.current);
	const { status, body } = await call(emulator.current, 'POST', '/videos', {
		json: { title: 'import', source: source === 'a video' ? original : source },
	});
	expect(status).toBe(202);
	expect(await send(emulator.current, body.videoId as string, 1)).toMatchObject({
		status: 400,
		slug: `video-source-already-${slug}`,
	});
});

test('applies the rules of chunks to a token upload, too', async () => {
	const token = await uploadToken(emulator.current);
	const answer = await call(emulator.current, 'POST', `/upload?token=${token}`, {
		body: form(10),
		headers: { 'content-range': 'bytes 0-9/100' },
	});
	expect(answer.slug).toBe('video-content-range-by-bytes-range-too-small');
	expect((await call(emulator.current, 'GET', '/videos')).body.data).toEqual([]);
});
