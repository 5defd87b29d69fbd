import type { Fault, FaultEffect } from '../faults/fault';
import { minimumChunkBytes, type BytesRange, type ContentRange } from './contentRange';

/** Somebody else who sends the first bytes of the same range. */
export interface OtherWriter {
	/** What they get to store; undefined: the range is too short, and nothing is stored. */
	range: BytesRange | undefined;
}

/** The other writer that a request's faults ask for; undefined: there is none. */
export function otherWriterOf(
	faults: readonly Fault[],
	range: ContentRange | undefined,
): OtherWriter | undefined {
	const fault = faults.find(isOtherWriter);
	return fault && range?.unit === 'bytes' ? { range: partOf(range, fault) } : undefined;
}

type OtherWriterEffect = Extract<FaultEffect, { kind: 'other-writer' }>;

function isOtherWriter(fault: Fault): fault is Extract<Fault, OtherWriterEffect> {
	return fault.kind === 'other-writer';
}

function partOf(
	range: BytesRange,
	{ share = 0.5, alignTo = 1, minimumLeft = 1 }: OtherWriterEffect,
): BytesRange | undefined {
	const length = range.to - range.from + 1;
	const wanted = Math.floor((length * share) / alignTo) * alignTo;
	const stored = Math.max(wanted, Math.ceil(minimumChunkBytes / alignTo) * alignTo);
	// The last chunk of a file may be as short as it likes.
	const least = range.to + 1 === range.total ? 1 : minimumLeft;
	return stored + least > length ? undefined : { ...range, to: range.from + stored - 1 };
}
