import { API_KEY } from '../../../bench/receiver';
import { startSink } from '../../../bench/sink';
import { Connection } from '../../../bench/sink/connection';
import { Expected } from '../../../bench/sink/expected';
import { Videos } from '../../../bench/sink/videos';
import { bytesContent } from '../../../fileServer';

/** A connection to a sink, and the bodies of what it has answered. */
function connected(expected?: Expected) {
	const videos = new Videos();
	const statuses: number[] = [];
	const note = (text: string) => statuses.push(Number(text.split(' ')[1]));
	const connection = new Connection(videos, note, expected);
	return { videos, statuses, take: (text: string) => connection.take(Buffer.from(text)) };
}

const post = (path: string, body: string, ...headers: string[]) =>
	[`POST ${path} HTTP/1.1`, `Content-Length: ${body.length}`, ...headers, '', body].join('\r\n');

const form = (content: string) =>
	`--b\r\nContent-Disposition: form-data; name="file"; filename="v.mp4"\r\n\r\n${content}\r\n--b--\r\n`;
const FORM_TYPE = 'Content-Type: multipart/form-data; boundary=b';

test.each([1, 2, 7, 64, 10_000])('takes requests in pieces of %i bytes', (length) => {
	const { videos, statuses, take } = connected();
	const id = videos.make();
	const source = `/videos/${id}/source`;
	const stream = [
		post('/auth/api-key', '{"apiKey":"key"}'),
		post(source, form('abcde'), FORM_TYPE, 'Content-Range: bytes 0-4/9'),
		`GET /videos/${id}/status HTTP/1.1\r\n\r\n`,
		post(source, form('fghi'), FORM_TYPE, 'Content-Range: bytes 5-8/9'),
	].join('');
	for (let from = 0; from < stream.length; from += length) take(stream.slice(from, from + length));
	expect(statuses).toEqual([200, 201, 200, 201]);
	expect(videos.state(id)).toEqual({ size: 9, complete: true });
});

test.each([
	['the whole file, in a form', [form('abc')], [[FORM_TYPE]], 3],
	['the whole file, without a form', ['abc'], [[]], 3],
	['parts', ['abc', 'de'], [['Content-Range: part 2/2'], ['Content-Range: part 1/2']], 5],
	[
		'ranges, one of them twice',
		['abc', 'abc', 'de'],
		[
			['Content-Range: bytes 0-2/5'],
			['Content-Range: bytes 0-2/5'],
			['Content-Range: bytes 3-4/5'],
		],
		5,
	],
])('counts %s', (_what, bodies, headers, size) => {
	const { videos, take } = connected();
	const id = videos.make();
	bodies.forEach((body, index) => {
		expect(videos.completeSizes()).toEqual([]);
		take(post(`/videos/${id}/source`, body, ...headers[index]));
	});
	expect(videos.completeSizes()).toEqual([size]);
});

/** Parts of a file that looks like the head and the end of a form. */
const RANGES = [
	['ab\r\n-c', 'Content-Range: bytes 0-5/9'],
	['def', 'Content-Range: bytes 6-8/9'],
];

describe('a sink that knows what is to come', () => {
	const expected = () => new Expected(bytesContent(Buffer.from('ab\r\n-cdef')));

	test.each([1, 2, 7, 64, 10_000])('compares a file in pieces of %i bytes', (length) => {
		const { videos, take } = connected(expected());
		const [good, bad, whole] = [videos.make(), videos.make(), videos.make()];
		const stream = [
			...RANGES.map(([bytes, range]) =>
				post(`/videos/${good}/source`, form(bytes), FORM_TYPE, range),
			),
			...RANGES.map(([bytes, range]) =>
				post(`/videos/${bad}/source`, form(bytes.replace('e', 'E')), FORM_TYPE, range),
			),
			post(`/videos/${whole}/source`, 'ab\r\n-cdef'),
		].join('');
		for (let from = 0; from < stream.length; from += length)
			take(stream.slice(from, from + length));
		const complete = [good, bad, whole].map((id) => videos.state(id).complete);
		expect(complete).toEqual([true, false, true]);
	});

	test('never calls a file complete that goes on beyond its end', () => {
		const { videos, take } = connected(expected());
		const id = videos.make();
		take(post(`/videos/${id}/source`, 'ab\r\n-cdefg'));
		expect(videos.completeSizes()).toEqual([]);
	});

	test('cannot compare numbered parts', () => {
		const { videos, take } = connected(expected());
		const request = post(`/videos/${videos.make()}/source`, 'ab', 'Content-Range: part 1/2');
		expect(() => take(request)).toThrow('part 1/2 cannot be compared.');
	});
});

test('ranges that overlap do not make up for a hole', () => {
	const { videos, take } = connected();
	const id = videos.make();
	take(post(`/videos/${id}/source`, 'abc', 'Content-Range: bytes 0-2/6'));
	take(post(`/videos/${id}/source`, 'abc', 'Content-Range: bytes 1-3/6'));
	expect(videos.completeSizes()).toEqual([]);
	take(post(`/videos/${id}/source`, 'ab', 'Content-Range: bytes 4-5/6'));
	expect(videos.completeSizes()).toEqual([6]);
});

test.each([
	['a body without a length', ['Transfer-Encoding: chunked'], 'The sink takes no chunked body.'],
	['a range of another length', ['Content-Range: bytes 0-3/9'], 'bytes 0-3/9 came with 3 bytes.'],
	['a form without a file', [FORM_TYPE], 'There is no file in the form.'],
])('refuses %s', (_what, headers, message) => {
	const { videos, take } = connected();
	const id = videos.make();
	expect(() => take(post(`/videos/${id}/source`, 'abc', ...headers))).toThrow(message);
});

test('a video that was never made is not found', () => {
	const { statuses, take } = connected();
	take(post('/videos/vi1/source', 'abc'));
	expect(statuses).toEqual([404]);
});

test('the program takes a file, tells of it, and forgets it', async () => {
	const sink = await startSink(process.execPath);
	try {
		const body = JSON.stringify({ apiKey: API_KEY });
		const signIn = await fetch(`${sink.url}/auth/api-key`, { method: 'POST', body });
		expect(await signIn.json()).toMatchObject({ access_token: expect.any(String) });
		const file = new FormData();
		file.append('file', new Blob([Buffer.alloc(1_000_000)]), 'v.mp4');
		const url = `${sink.url}/videos/${await sink.createVideo()}/source`;
		expect((await fetch(url, { method: 'POST', body: file })).status).toBe(201);
		expect(await sink.completeVideos()).toEqual([1_000_000]);
		await sink.reset([]);
		expect(await sink.completeVideos()).toEqual([]);
		await expect(sink.reset([{ kind: 'lost-answer' }])).rejects.toThrow(
			'The sink knows no faults.',
		);
	} finally {
		await sink.stop();
	}
});
