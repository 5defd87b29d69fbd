import { discard } from '../discard';
import { rawHeadersOf, type RawHeaders } from './rawHeaders';

/**
 * How much a socket reads at a time at most, in bytes. Node by itself reads 64 KiB; but each read leaves some 30 KiB of
 * objects on its way into a frame, and V8's young generation grows by what is left.
 */
const READ_BYTES = 512 * 1024;

/** A socket, as far as it is used here. */
export interface ReadingSocket {
	readonly readableFlowing: boolean | null;
	readonly readableLength: number;
	push(piece: Uint8Array): boolean;
	/** Node's request that the socket serves, with its answer in `res` once that has begun. No documentation names it. */
	readonly _httpMessage?: { readonly res?: unknown } | null;
}

/** Node's option `onread` of a connection (`net`, socket.connect): where it reads to, and who is told. */
export interface OnRead {
	readonly buffer: Uint8Array;
	readonly callback: (
		this: ReadingSocket | undefined,
		bytes: number,
		buffer: Uint8Array,
	) => boolean;
}

/** What all connections read into: a read and its callback are one step of Node, so no other one comes between. */
let shared: Uint8Array | undefined;

/** Node's documentation does not say that the callback is the socket's; every version so far calls it so. */
let isOfSocket = true;

/**
 * Lets connections read into one buffer, over and over, which they share: one for each of them would be garbage as soon
 * as its reading has ended. By itself Node makes a new one of 64 KiB for each read, which nobody can free by hand: each
 * GiB leaves a GiB to the garbage collector, and every 64 MiB of it cost a full collection over all that n8n holds.
 *
 * @param tell is told the headers of an answer before anybody has its body, where this Node shows them
 * @returns undefined where this Node does not tell whose bytes have been read: it reads as ever then
 */
export function oneReadBuffer(tell: (rawHeaders: RawHeaders) => void): OnRead | undefined {
	if (!isOfSocket) return undefined;
	let isTold = false;
	return {
		buffer: (shared ??= Buffer.allocUnsafeSlow(READ_BYTES)),
		callback(bytes, buffer) {
			if (typeof this?.push !== 'function') {
				// This reading hangs, is given up, and is begun again without the option.
				isOfSocket = false;
				return false;
			}
			const piece = Buffer.allocUnsafeSlow(bytes);
			piece.set(buffer.subarray(0, bytes));
			const goesThrough = this.readableFlowing === true && this.readableLength === 0;
			const request = this._httpMessage;
			const mayGoOn = this.push(piece);
			const rawHeaders = isTold ? undefined : rawHeadersOf(request?.res);
			if (rawHeaders) {
				isTold = true;
				tell(rawHeaders);
			}
			// Node's parser copies what it hands on. If it kept the piece, the file would be too short, which is seen.
			if (goesThrough && this.readableLength === 0) discard(piece);
			return mayGoOn;
		},
	};
}
