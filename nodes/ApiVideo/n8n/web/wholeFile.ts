import { cancelled } from '../../api/exchange';
import { askSteadily, without, type Pieces, type Steadying } from '../../upload';
import { discard } from '../discard';
import { Unreadable } from '../unreadable';
import { withinBeginning } from './beginning';
import { bodyOf } from './body';
import type { FileServer } from './fileServer';
import { expectWhole } from './knownFile';
import type { Probed } from './probe';
import { brokenOff } from './serverWords';

/**
 * Reads a file of which no part can be had alone: what is before `from` is read over.
 *
 * @param from offset of the byte
 * @param signal ends the reading at once
 * @param how to ask again where there is no answer
 * @throws Unreadable when the file cannot be had, is another one by now, or the reading breaks off
 */
export async function* wholeFile(
	server: FileServer,
	probed: Probed,
	from: number,
	signal: AbortSignal,
	how: Steadying,
): Pieces {
	const { beginning, size } = probed;
	if (signal.aborted) throw cancelled();
	const known = withinBeginning(beginning, { from, to: size - 1 });
	if (known) yield known;
	if (beginning.byteLength === size) return;
	const answer = await askSteadily(async () => await server.open({}, signal), signal, how);
	try {
		expectWhole(answer, probed);
		yield* without(bodyOf(answer, size), Math.max(from, beginning.byteLength), discard);
	} catch (reason) {
		throw reason instanceof Unreadable && reason.passes ? brokenOff(answer.url, reason) : reason;
	} finally {
		answer.close();
	}
}
