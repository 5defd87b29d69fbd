import { Transform, type TransformCallback } from 'node:stream';
import { BodyTooLong } from './bodyLimit';
import type { Fault } from './fault';
import { lineOf, type Line } from './line';

/** What can go wrong while a body is read. */
export interface BodyTrouble {
	/** What it comes through, no faster than that. */
	line?: Line;
	/** Stop reading after so many bytes. */
	stallAfter?: number;
	/** Call `reset` after so many bytes. */
	resetAfter?: number;
	/** Fail with this after more than its bytes. */
	tooLong?: BodyTooLong;
}

/** The trouble that a request's faults hold for its body; undefined: none. */
export function bodyTroubleOf(faults: readonly Fault[]): BodyTrouble | undefined {
	const trouble: BodyTrouble = {};
	for (const fault of faults) {
		if (fault.kind === 'bandwidth') trouble.line = lineOf(fault);
		if (fault.kind === 'stall') trouble.stallAfter = fault.afterBytes;
		if (fault.kind === 'reset') trouble.resetAfter = fault.afterBytes;
		if (fault.kind === 'body-limit') trouble.tooLong = new BodyTooLong(fault);
	}
	return Object.values(trouble).some((value) => value !== undefined) ? trouble : undefined;
}

/** Passes a body on as its trouble allows. */
export class TroubledBody extends Transform {
	private passed = 0;
	private timer: NodeJS.Timeout | undefined;

	constructor(
		private readonly trouble: BodyTrouble,
		private readonly reset: () => void,
	) {
		super();
	}

	override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
		const { line, stallAfter, resetAfter, tooLong } = this.trouble;
		this.passed += chunk.length;
		if (tooLong && this.passed > tooLong.limit.bytes) return callback(tooLong);
		if (resetAfter !== undefined && this.passed >= resetAfter) return this.reset();
		// Not calling back is the stall: nothing more is read, and the client's socket fills up.
		if (stallAfter !== undefined && this.passed >= stallAfter) return;
		if (line === undefined) return callback(null, chunk);
		this.timer = setTimeout(() => callback(null, chunk), line.take(chunk.length));
	}

	override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
		clearTimeout(this.timer);
		callback(error);
	}
}
