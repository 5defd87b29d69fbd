import type { RangeLie } from '../../fileServer';
import { ask, askRange, useFileServer } from './client';

const server = useFileServer();
const bytes = Buffer.from('0123456789');
const film = () => `${server.current.url}/film.mp4`;

async function told(lie: RangeLie, from = 2, to = 4) {
	server.current.file('/film.mp4', { bytes, lie });
	const { status, headers, body } = await askRange(film(), from, to);
	expect(headers['content-length']).toBe(String(body.length));
	return { status, contentRange: headers['content-range'], body: body.toString('latin1') };
}

test.each<[string, RangeLie, object]>([
	['shifted on', { kind: 'shifted', by: 2 }, { contentRange: 'bytes 4-6/10', body: '456' }],
	['shifted back', { kind: 'shifted', by: -2 }, { contentRange: 'bytes 0-2/10', body: '012' }],
	[
		'of a file of another size',
		{ kind: 'other-total', total: 11 },
		{ contentRange: 'bytes 2-4/11', body: '234' },
	],
	[
		'of a file of no size',
		{ kind: 'other-total', total: '*' },
		{ contentRange: 'bytes 2-4/*', body: '234' },
	],
	[
		'longer than it says',
		{ kind: 'other-length', by: 2 },
		{ contentRange: 'bytes 2-4/10', body: '23456' },
	],
	[
		'shorter than it says',
		{ kind: 'other-length', by: -1 },
		{ contentRange: 'bytes 2-4/10', body: '23' },
	],
	[
		'the beginning of what was asked alone',
		{ kind: 'shorter', bytes: 2 },
		{ contentRange: 'bytes 2-3/10', body: '23' },
	],
	['without Content-Range', { kind: 'no-content-range' }, { body: '234', contentRange: undefined }],
])('a range that is %s', async (_what, lie, answer) => {
	expect(await told(lie)).toEqual({ status: 206, ...answer });
});

test('a body may go on beyond the end of the file, or be empty', async () => {
	expect(await told({ kind: 'other-length', by: 3 }, 8, 9)).toMatchObject({ body: '89\0\0\0' });
	expect(await told({ kind: 'other-length', by: -3 }, 8, 9)).toMatchObject({ body: '' });
});

test('the whole file instead of a range, now and then', async () => {
	server.current.file('/film.mp4', { bytes, lie: { kind: 'whole', every: 2 } });
	const seen = [];
	for (let nth = 0; nth < 4; nth++) seen.push(await askRange(film(), 2, 4));
	expect(seen.map(({ status }) => status)).toEqual([206, 200, 206, 200]);
	expect(seen[1]).toMatchObject({ body: bytes });
	expect(seen[1].headers).not.toHaveProperty('content-range');
});

test('multipart/byteranges for one range', async () => {
	const { status, contentRange, body } = await told({ kind: 'multipart' });
	expect({ status, contentRange }).toEqual({ status: 206, contentRange: undefined });
	expect(body).toContain('Content-Range: bytes 2-4/10\r\n\r\n234\r\n--');
});

test('a lie is about ranges: the whole file is told truly', async () => {
	server.current.file('/film.mp4', { bytes, lie: { kind: 'shifted', by: 1 } });
	expect(await ask(film())).toMatchObject({ status: 200, body: bytes });
});
