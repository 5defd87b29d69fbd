import { Readable } from 'node:stream';
import { smallFile } from '../../../nodes/ApiVideo/n8n/smallFile';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { whilePassing } from '../support/fakeTime';
import { FakeNode, type FakeNodeOptions } from '../support/fakeNode';
import { expectReadable, troubleOf } from '../support/troubles';
import { NEVER } from '../support/never';
import { VirtualClock } from '../support/virtualClock';
import type { Clock } from '../../../nodes/ApiVideo/upload';

const CAPTIONS = Buffer.from('WEBVTT\n');
const IN_MEMORY = { mimeType: 'text/vtt', fileName: 'en.vtt', data: CAPTIONS.toString('base64') };
const STORED = { ...IN_MEMORY, data: 's3', id: 's3:1', bytes: CAPTIONS.length };
const never = async () => await new Promise<never>(() => undefined);

const reading = async (
	binary: object,
	options: Partial<FakeNodeOptions> = {},
	clock: Clock = new VirtualClock(),
	signal = options.signal ?? NEVER,
) => await smallFile(new FakeNode(options).execution, 0, binary, 'captions', clock, signal);

describe('a small file', () => {
	it.each<[string, object]>([
		['in memory', IN_MEMORY],
		[
			'in lines',
			{ ...IN_MEMORY, data: `${IN_MEMORY.data.slice(0, 4)}\r\n${IN_MEMORY.data.slice(4)}\n` },
		],
		['as a data URL', { ...IN_MEMORY, data: `data:text/vtt;base64,${IN_MEMORY.data}` }],
		['that n8n has stored', STORED],
	])('comes as it is: %s', async (_case, binary) => {
		const file = await reading(binary, { stream: async () => Readable.from([CAPTIONS]) });
		expect([file.name, file.type, await file.text()]).toEqual(['en.vtt', 'text/vtt', 'WEBVTT\n']);
	});

	it.each<[string, Buffer[]]>([
		['is larger', [CAPTIONS, Buffer.alloc(MIB)]],
		['ended after', [CAPTIONS.subarray(0, 3)]],
	])('is refused when it %s', async (what, pieces) => {
		const stream = async () => Readable.from(pieces);
		const trouble = await troubleOf(() => reading(STORED, { stream }));
		expectReadable(trouble);
		expect(trouble.message).toContain(what);
		expect(trouble.message).toContain("'en.vtt'");
	});

	it('that cannot be read is told in words of our own, with the cause for the log', async () => {
		const cause = new Error('EIO: i/o error, read');
		const stream = async () => await Promise.reject(cause);
		const trouble = await troubleOf(() => reading(STORED, { stream }));
		expectReadable(trouble);
		expect(trouble.message).toBe("The file could not be read: 'en.vtt'");
		expect(trouble.cause).toMatchObject({ cause });
	});

	it('goes on where its reading breaks off', async () => {
		let opened = 0;
		const stream = async () => {
			const isFirst = opened++ === 0;
			return Readable.from(
				(async function* () {
					yield Buffer.from(CAPTIONS.subarray(0, 3));
					if (isFirst) await Promise.reject(new Error('read ECONNRESET'));
					yield Buffer.from(CAPTIONS.subarray(3));
				})(),
			);
		};
		expect(await (await reading(STORED, { stream })).text()).toBe('WEBVTT\n');
		expect(opened).toBe(2);
	});

	it('that n8n does not open is given up', async () => {
		const trouble = await troubleOf(async () =>
			whilePassing(130_000, async (clock) => reading(STORED, { stream: never }, clock)),
		);
		expectReadable(trouble);
		expect(trouble.message).toContain('has not opened it');
	});

	it.each(['cancel', 'stop'])('is let go of at once by the signal to %s', async (which) => {
		const controller = new AbortController();
		const { signal } = controller;
		const trouble = troubleOf(() =>
			which === 'cancel'
				? reading(STORED, { stream: never, signal })
				: reading(STORED, { stream: never }, undefined, signal),
		);
		controller.abort();
		expect((await trouble).message).toBe('The execution was canceled');
	});

	it('that is a video is refused, by a name that a message can hold', async () => {
		const video = { ...STORED, fileName: `${'x'.repeat(5000)}.mp4`, bytes: 21 * MIB };
		const trouble = await troubleOf(() => reading(video));
		expectReadable(trouble);
		expect(trouble.message).toContain('is too large for captions: it has 21 MiB');
		expect(trouble.message.length).toBeLessThan(200);
	});
});
