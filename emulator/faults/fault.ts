/** Which requests a fault falls upon. What is not given matches everything. */
export interface FaultMatch {
	/** `POST`, ... */
	method?: string;
	/** A regular expression for the path, without the query. */
	path?: string;
	/** A regular expression for the Content-Range header: aims at one chunk even when chunks come in parallel. */
	contentRange?: string;
	/** Only the nth request that matches, counted from 1. */
	nth?: number;
	/** Every nth request that matches. */
	every?: number;
	/** 0..1, drawn from a generator that starts at `seed`, so that a run can be repeated. */
	probability?: number;
	/** Default 1. */
	seed?: number;
	/** At most so often. */
	times?: number;
}

/** An answer that replaces the service's own. */
export interface FaultAnswer {
	status: number;
	headers?: Record<string, string>;
	/** Last segment of the problem's type; default: by status. */
	slug?: string;
}

/** What goes wrong. */
export type FaultEffect =
	/** Waits before the request is looked at, or before it is answered. */
	| { kind: 'latency'; milliseconds: number; when?: 'before' | 'after' }
	/** Reads the body at no more than this speed, in bytes per second. */
	| { kind: 'bandwidth'; bytesPerSecond: number }
	/** Resets the connection: before the body is read, or once that many bytes of it have come. */
	| { kind: 'reset'; afterBytes?: number }
	/** Does what was asked, then resets the connection instead of answering. */
	| { kind: 'lost-answer' }
	/** Answers this after reading the body: instead of doing what was asked, or (`after`) although it was done. */
	| ({ kind: 'status'; when?: 'before' | 'after' } & FaultAnswer)
	/** Answers this before the body has been read. `close` also ends the connection. */
	| ({ kind: 'early-answer'; close?: boolean } & FaultAnswer)
	/** Stops for good: never reads (default), stops reading after some bytes, or does what was asked and never answers. */
	| { kind: 'stall'; afterBytes?: number; when?: 'before' | 'after' }
	/** Does what was asked, then answers something that is not the service's. */
	| { kind: 'garbage'; form: 'html-200' | 'html-502' | 'cut-json' }
	/** After the request, the upload token it came with expires. */
	| { kind: 'expire-token' };

/** A fault: what goes wrong, and for which requests. */
export type Fault = FaultEffect & FaultMatch;

/** The kinds there are. */
export const faultKinds: ReadonlyArray<FaultEffect['kind']> = [
	'latency',
	'bandwidth',
	'reset',
	'lost-answer',
	'status',
	'early-answer',
	'stall',
	'garbage',
	'expire-token',
];
