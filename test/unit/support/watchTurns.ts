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
		for (const entry of gate['turns']) {
			if (entry.party === party) overtaken.delete(entry);
			else if (gate['known'] && !gate['underWay'].has(entry.party)) {
				const counts = overtaken.get(entry) ?? new Map<Party, number>();
				overtaken.set(entry, counts);
				const sum = (counts.get(party) ?? 0) + 1;
				counts.set(party, sum);
				// One that slows itself has places of its own, and takes nobody's.
				if (party.bytesPerSecond === undefined) most = Math.max(most, sum);
			}
		}
		enter(party, isLong);
	};
	return () => most;
}
