import { request } from 'node:http';
import { Readable } from 'node:stream';
import type { Fault } from '../../emulator';
import { basic, call, container, MiB, send, useEmulator } from './caller';

const emulator = useEmulator();
const limit: Fault = { kind: 'body-limit', bytes: 2 * MiB };
const set = (fault: Fault) => emulator.current.faults.add(fault);

test('a proxy refuses a body that says it is too long, before it has read anything', async () => {
	const videoId = await container(emulator.current);
	set(limit);
	const answer = await send(emulator.current, videoId, 4 * MiB);
	expect(answer.status).toBe(413);
	expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
	expect(answer.headers.get('x-ratelimit-limit')).toBeNull();
	expect(answer.body.text).toContain('413');
	expect(emulator.current.requests.uploads).toMatchObject([{ bytes: 0, status: 413 }]);
});

test('it refuses one without Content-Length as soon as it is too long', async () => {
	const videoId = await container(emulator.current);
	set(limit);
	const boundary = 'x'.repeat(20);
	const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n`;
	const body = [head, ...Array.from({ length: 16 }, () => Buffer.alloc(MiB))];
	const { status, type } = await new Promise<{ status?: number; type?: string }>(
		(resolve, reject) => {
			const headers = {
				authorization: basic,
				'content-type': `multipart/form-data; boundary=${boundary}`,
			};
			const url = `${emulator.current.url}/videos/${videoId}/source`;
			const sending = request(url, { method: 'POST', headers, agent: false }, (answer) => {
				answer.resume();
				resolve({ status: answer.statusCode, type: answer.headers['content-type'] });
			}).on('error', reject);
			Readable.from(body).pipe(sending);
		},
	);
	expect({ status, type }).toEqual({ status: 413, type: expect.stringMatching(/^text\/html/) });
	expect(emulator.current.requests.uploads[0].bytes).toBeLessThanOrEqual(2 * MiB);
});

test('it passes on what is short enough, and counts the form around the file', async () => {
	set(limit);
	const fits = await container(emulator.current);
	expect((await send(emulator.current, fits, 2 * MiB - 4096)).status).toBe(201);
	expect(await emulator.current.videoFile(fits)).toMatchObject({ size: 2 * MiB - 4096 });
	const tooLong = await container(emulator.current);
	expect((await send(emulator.current, tooLong, 2 * MiB)).status).toBe(413);
});

test('it refuses JSON as well, and may end the connection', async () => {
	set({ ...limit, bytes: 20, close: true });
	const answer = await call(emulator.current, 'POST', '/videos', {
		json: { title: 'a title that is too long' },
	});
	expect(answer.status).toBe(413);
	expect(answer.headers.get('connection')).toBe('close');
	expect((await call(emulator.current, 'GET', '/videos')).body.data).toEqual([]);
});
