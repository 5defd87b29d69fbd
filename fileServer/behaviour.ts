import type { Busy } from './busy';
import type { Often } from './often';
import type { Instead } from './pages';
import type { RangeLie } from './rangeLies';
import type { SignIn } from './signIn';

/** How a connection ends in the middle of an answer. */
export interface Cut extends Often {
	/** Bytes of the answer's body that are sent before; undefined: there is no answer at all. */
	afterBytes?: number;
	/** `fin`: as if all had been sent; `rst`: what has not reached the client by then is lost. */
	by: 'fin' | 'rst';
}

/** The server says nothing more, and keeps the connection. */
export interface Stall extends Often {
	/** Bytes of the answer's body that are sent before; undefined: there is no answer at all. */
	afterBytes?: number;
}

/** The rest of an answer comes slowly. */
export interface Drip extends Often {
	/** Bytes of the answer's body that are sent at full speed; default 0. */
	afterBytes?: number;
	bytesPerSecond: number;
}

/** What any address may do. */
export interface RouteBehaviour {
	/** Milliseconds before each answer. */
	latency?: number;
	/** Who may ask; undefined: everybody. */
	signIn?: SignIn;
	/** Refuses while there is too much to do. */
	busy?: Busy;
	/** `refused`: HEAD is answered with 405. */
	head?: 'answered' | 'refused';
	/** Something else is answered, whatever was asked. */
	instead?: Instead;
	cut?: Cut;
	stall?: Stall;
}

/** What the file holds: made from a seed, or given. */
export interface FileContent {
	/** Bytes of a file that is made. */
	size?: number;
	/** Of a file that is made; default 1. */
	seed?: number;
	/** The file itself; size and seed then mean nothing. */
	bytes?: Buffer;
}

/** What a file may do; what is not given behaves well. */
export interface FileBehaviour extends RouteBehaviour, FileContent {
	/** Content-Type, default `video/mp4`; null: the header is missing. */
	type?: string | null;
	/**
	 * Content-Disposition, exactly as it is sent, each character as a byte (ISO 8859-1); undefined: the header is missing.
	 * `Buffer.from(text).toString('latin1')` sends UTF-8 as it is.
	 */
	disposition?: string;
	/**
	 * ETag. `strong` (default) and `weak` follow from what the file holds, so that they change with it; a text is
	 * sent as it is given, so that it changes without the file, or stays when the file changes.
	 */
	etag?: 'strong' | 'weak' | 'none' | `"${string}"` | `W/"${string}"`;
	/** Default 1 January 2026; null: the header is missing. */
	lastModified?: Date | null;
	/** Whether If-Range is `honoured` (default), as RFC 9110 section 13.1.5 says, or the range is sent in any case. */
	ifRange?: 'honoured' | 'ignored';
	/**
	 * Whether ranges are served: `served` (default); `none`: the whole file with 200 and `Accept-Ranges: none`;
	 * `unmentioned`: the same without that header.
	 */
	ranges?: 'served' | 'none' | 'unmentioned';
	/**
	 * How the end of a body is known: by its length (default), by the last of its chunks, or by the end of the
	 * connection. The latter two are without Content-Length.
	 */
	length?: 'known' | 'chunked' | 'close';
	/** An answer to a range that is not what it says. */
	lie?: RangeLie;
	/**
	 * `always`: the body is compressed whatever was asked; `asked`: where Accept-Encoding allows it, and whole only.
	 * `cut`: always, and its end is missing, although that of the answer is marked. `bomb`: always, and what is unpacked is
	 * not the file but a GiB of blanks.
	 */
	gzip?: 'never' | 'always' | 'asked' | 'cut' | 'bomb';
	/** So many bytes follow the body, which no header counts; Infinity: for as long as somebody reads. */
	goesOn?: number;
	/** Bytes of a header that says nothing. Node reads 16 KiB of headers. */
	padding?: number;
	/** Each connection at most; what all have together is the server's (`limits`). */
	bytesPerSecond?: number;
	drip?: Drip;
}
