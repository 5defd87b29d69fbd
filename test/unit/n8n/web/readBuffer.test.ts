import {
	oneReadBuffer,
	type OnRead,
	type ReadingSocket,
} from '../../../../nodes/ApiVideo/n8n/web/readBuffer';

/** A socket that hands on what it is given, or keeps it. */
class Socket implements ReadingSocket {
	readableLength = 0;
	readonly given: Uint8Array[] = [];
	readonly seen: string[] = [];

	constructor(readonly readableFlowing: boolean) {}

	push(piece: Uint8Array): boolean {
		this.given.push(piece);
		this.seen.push(Buffer.from(piece).toString());
		if (!this.readableFlowing) this.readableLength += piece.byteLength;
		return this.readableFlowing;
	}
}

function read(onRead: OnRead, socket: Socket | undefined, text: string): boolean {
	const bytes = Buffer.from(onRead.buffer.buffer).write(text);
	return onRead.callback.call(socket, bytes, onRead.buffer);
}

/** A module of its own, which knows nothing of earlier connections. */
function fresh(tell: (rawHeaders: readonly string[]) => void = () => {}): () => OnRead | undefined {
	let made = oneReadBuffer;
	jest.isolateModules(() => {
		made = (
			jest.requireActual('../../../../nodes/ApiVideo/n8n/web/readBuffer') as {
				oneReadBuffer: typeof oneReadBuffer;
			}
		).oneReadBuffer;
	});
	return () => made(tell);
}

/** Memory can be freed by hand from Node 22 on. */
const CAN_FREE = 'transfer' in ArrayBuffer.prototype;

describe('one buffer for all that connections read', () => {
	it('frees what has gone through, and keeps what waits', () => {
		const onRead = fresh()() as OnRead;
		const flowing = new Socket(true);
		expect(read(onRead, flowing, 'one')).toBe(true);
		expect(read(onRead, flowing, 'two')).toBe(true);
		expect(flowing.seen).toEqual(['one', 'two']);
		expect(flowing.given.map(({ byteLength }) => byteLength)).toEqual(CAN_FREE ? [0, 0] : [3, 3]);

		const paused = new Socket(false);
		expect(read(onRead, paused, 'three')).toBe(false);
		expect(read(onRead, paused, 'four')).toBe(false);
		expect(paused.given.map((piece) => Buffer.from(piece).toString())).toEqual(['three', 'four']);
	});

	it('is shared by all connections, each of which gets bytes of its own', () => {
		const make = fresh();
		const [first, second] = [make() as OnRead, make() as OnRead];
		// Compared here: a difference in so many bytes would take long to be printed.
		expect(second.buffer === first.buffer).toBe(true);
		expect(first.buffer.byteLength).toBe(512 * 1024);

		const [one, other] = [new Socket(false), new Socket(false)];
		read(first, one, 'for the one');
		read(second, other, 'FOR THE OTHER');
		expect(one.given.map((piece) => Buffer.from(piece).toString())).toEqual(['for the one']);
		expect(other.given.map((piece) => Buffer.from(piece).toString())).toEqual(['FOR THE OTHER']);
	});

	it('tells the headers of the answer once they have come, and once', () => {
		const told: Array<readonly string[]> = [];
		const onRead = fresh((rawHeaders) => told.push(rawHeaders))() as OnRead;
		const headers = ['Content-Encoding', 'gzip'];
		const request: { res?: object } = {};
		const socket = Object.assign(new Socket(true), { _httpMessage: request });
		read(onRead, socket, 'half of the head');
		expect(told).toEqual([]);
		socket.push = () => {
			request.res = { rawHeaders: headers };
			// As where the answer ends with the same read.
			Object.assign(socket, { _httpMessage: null });
			return true;
		};
		read(onRead, socket, 'the other half, and all of the body');
		read(onRead, socket, 'more');
		expect(told).toEqual([headers]);
	});

	it('is given up in a Node that does not tell whose bytes they are, and breaks nothing', () => {
		const make = fresh();
		const onRead = make() as OnRead;
		expect(read(onRead, undefined, 'lost')).toBe(false);
		expect(make()).toBeUndefined();
	});
});
