import { Readable } from 'node:stream';
import { webSource } from '../../../../nodes/ApiVideo/n8n/web/webSource';
import { hung } from '../../cancel/support';
import { FakeNode, response, type Reply } from '../../support/fakeNode';
import { whilePassing } from '../../support/fakeTime';

const CONTENT_RANGE = { 'content-range': 'bytes 0-999/1000' };

async function* byteBySecond(): AsyncGenerator<Buffer> {
	for (;;) {
		yield Buffer.from([1]);
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}

/** Of the first request, after so many milliseconds: whether it was ended, and what n8n's log says. */
async function after(milliseconds: number, reply: Reply) {
	const node = new FakeNode({ reply });
	const stop = new AbortController();
	await whilePassing(milliseconds, async (clock) => {
		webSource(node.execution, 'https://files.example/film.mp4', {
			clock,
			signal: stop.signal,
		}).catch(() => undefined);
	});
	const { aborted } = node.requests[0].abortSignal as AbortSignal;
	stop.abort();
	return { aborted, logs: node.logs };
}

const noAnswer: Reply = async () => await hung();
const dripping: Reply = async () => response(206, Readable.from(byteBySecond()), CONTENT_RANGE);
const noBody: Reply = async () => response(206, new Readable({ read: () => {} }), CONTENT_RANGE);

describe('a file server that says nothing more', () => {
	it.each([
		['before it answers', noAnswer, 115_000, 126_000, 'does not answer'],
		['in the middle of its answer', noBody, 55_000, 66_000, 'hands out no more'],
		['with a byte now and then', dripping, 55_000, 66_000, 'hands out less than 64 KiB a minute'],
	])('is given up %s, and asked again', async (_case, reply, before, later, does) => {
		expect(await after(before, reply)).toEqual({ aborted: false, logs: [] });
		const { aborted, logs } = await after(later, reply);
		expect(aborted).toBe(true);
		expect(logs).toEqual([
			`api.video: reading a file from the file server at https://files.example broke off at byte 0, and goes on there: The file server at https://files.example ${does}`,
		]);
	});
});
