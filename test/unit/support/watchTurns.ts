import type { Gate } from '../../../nodes/ApiVideo/upload/gate';
import type { Party } from '../../../nodes/ApiVideo/upload';

/**
 * Watches who is let through a gate, at the moment in which the gate decides it: whoever is let through goes on only
 * a little later, and until then a look from outside sees it waiting.
 *
 * @returns tells the most requests of one party that were let through while one request of another party waited that
 *   had nothing under way
 */
export function watchTurns(gate: Gate): () => number {
	/** How often each other party has overtaken a request that waits. */
	const overtaken = new WeakMap<object, Map<Party, number>>();
	let most = 0;
	const enter = gate['enter'].bind(gate);
	gate['enter'] = (party, isLong) => {
		// One that slows itself has places of its own, and takes nobody's.
		const counts = gate['known'] && party.bytesPerSecond === undefined;
		for (const entry of gate['turns']) {
			if (entry.party === party) overtaken.delete(entry);
			else if (counts && !gate['underWay'].has(entry.party)) {
				const by = overtaken.get(entry) ?? new Map<Party, number>();
				const times = (by.get(party) ?? 0) + 1;
				overtaken.set(entry, by.set(party, times));
				most = Math.max(most, times);
			}
		}
		enter(party, isLong);
	};
	return () => most;
}
