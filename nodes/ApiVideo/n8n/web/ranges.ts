import { cancelled } from '../../api/exchange';
import {
	steadyRange,
	type ByteRange,
	type Pieces,
	type RangeReading,
	type Steadying,
} from '../../upload';
import { withinBeginning } from './beginning';
import { bodyOf } from './body';
import type { FileServer } from './fileServer';
import { lastByteOf } from './knownFile';
import type { Probed } from './probe';
import { rangeHeader } from './rangeAnswer';
import { ifRange } from './validator';

/**
 * Reads parts of a file, several at the same time. What the first request has brought is not asked for again.
 *
 * @param how breaks are mended
 */
export function rangesOf(server: FileServer, probed: Probed, how: Steadying): RangeReading {
	const { readers } = server;
	const read = steadyRange((range, signal) => fromServer(server, probed, range, signal), how);
	return {
		parallel: () => readers.parallel(),
		read: (range, signal) => withBeginning(probed.beginning, range, signal, read),
	};
}

async function* withBeginning(
	beginning: Uint8Array,
	{ from, to }: ByteRange,
	signal: AbortSignal,
	read: RangeReading['read'],
): Pieces {
	if (signal.aborted) throw cancelled();
	const known = withinBeginning(beginning, { from, to });
	if (known) yield known;
	const next = Math.max(from, beginning.byteLength);
	if (next <= to) yield* read({ from: next, to }, signal);
}

/** @throws Unreadable when a part cannot be had, or is not one of the same file; see {@link lastByteOf} */
async function* fromServer(
	server: FileServer,
	probed: Probed,
	{ from, to }: ByteRange,
	signal: AbortSignal,
): Pieces {
	const validator = ifRange(probed);
	const condition: Record<string, string> =
		validator === undefined ? {} : { 'If-Range': validator };
	for (let at = from; at <= to; ) {
		const wanted = { from: at, to };
		const answer = await server.open({ Range: rangeHeader(wanted), ...condition }, signal);
		try {
			const last = lastByteOf(answer, wanted, probed);
			const bytes = last - at + 1;
			yield* bodyOf(answer, bytes);
			at = last + 1;
			const { firstByteMs, waitedMs } = answer.request;
			server.readers.saw({ firstByteMs, bytes, waitedMs });
		} finally {
			answer.close();
		}
	}
}
