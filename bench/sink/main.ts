/**
 * A server that takes uploads and drops them, with as little work as Node can do it. Prints its address. Given
 * `{"size": bytes, "seed": number}` it compares all that comes with that file of the file server's.
 */
import {
	createServer,
	Socket,
	type AddressInfo,
	type OnReadOpts,
	type SocketConstructorOpts,
} from 'node:net';
import { madeContent } from '../../fileServer';
import { Connection } from './connection';
import { Expected } from './expected';
import { Videos } from './videos';

/** Read at a time, in bytes: few enough to stay in the processor's cache, many enough for few reads. */
const READ_BYTES = 256 * 1024;

/** What Node's types leave out of a socket and its options. */
interface Handled {
	_handle: unknown;
}

const videos = new Videos();
const expected = expectedFile(process.argv[2]);

// All connections share it, as what is read is done with before anything else is read.
const buffer = Buffer.allocUnsafeSlow(READ_BYTES);

// Paused, so that nothing is read before the connection has been handed on.
const server = createServer({ pauseOnConnect: true, noDelay: true }, (accepted) => {
	// Only a socket that is made by hand can be given a buffer. Without one Node allocates memory for every
	// 64 KiB that come, and collects it again.
	const handed = accepted as unknown as Handled;
	const handle = handed._handle;
	handed._handle = null;
	const options: SocketConstructorOpts & { handle: unknown; onread: OnReadOpts } = {
		handle,
		onread: {
			buffer,
			callback: (count) => {
				try {
					connection.take(buffer.subarray(0, count));
				} catch (error) {
					console.error(`The sink has closed a connection: ${(error as Error).message}`);
					socket.destroy();
				}
				return true;
			},
		},
	};
	const socket = new Socket(options);
	const connection = new Connection(videos, (text) => socket.write(text), expected);
	// A client that goes away breaks nothing here; what has not arrived is missed by whoever counts.
	socket.on('error', () => socket.destroy());
	socket.resume();
});

server.listen(0, '127.0.0.1', () => {
	console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

function expectedFile(json: string | undefined): Expected | undefined {
	if (json === undefined) return undefined;
	const { size, seed } = JSON.parse(json) as { size: number; seed: number };
	return new Expected(madeContent(size, seed));
}
