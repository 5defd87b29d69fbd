import { createHash } from 'node:crypto';
import { generator } from '../emulator/generator';
import type { FileBehaviour } from './behaviour';
import { FAULTS, LASTING_FAULTS, type FaultKind } from './faultKinds';
import { askedOf } from './range';
import type { RequestEntry } from './requestLog';

/** Faults by chance. */
export interface Faults {
	seed: number;
	/** Share of the requests for files that a fault falls upon, 0..1. */
	rate: number;
	/** What is drawn from; default: every kind. */
	kinds?: readonly FaultKind[];
	/** At most so often. */
	times?: number;
}

/** A fault that falls upon a request. */
export interface Drawn {
	kind: FaultKind;
	changes: Partial<FileBehaviour>;
	/** Whether it holds for what follows as well. */
	lasting: boolean;
}

/**
 * Draws faults for random tests. What is drawn for a request follows from the seed, from what is asked for, and from
 * how often it has been asked for: it is the same again when requests that run at the same time come in another order.
 */
export class FaultSchedule {
	private readonly asked = new Map<string, number>();
	private drawn = 0;

	constructor(readonly faults: Faults | undefined) {}

	/** The fault for a request, which is noted in its entry; undefined: none. */
	draw(entry: RequestEntry, file: FileBehaviour): Drawn | undefined {
		const { faults } = this;
		if (!faults || this.drawn >= (faults.times ?? Infinity)) return undefined;
		const what = [entry.method, entry.path, entry.range].join(' ');
		const nth = (this.asked.get(what) ?? 0) + 1;
		this.asked.set(what, nth);
		const random = generator(seedOf([faults.seed, what, nth].join(' ')));
		if (random() >= faults.rate) return undefined;
		this.drawn++;
		const kinds = faults.kinds ?? (Object.keys(FAULTS) as FaultKind[]);
		const kind = kinds[Math.floor(random() * kinds.length)];
		entry.faults.push(kind);
		const length = lengthOf(entry.range, file.bytes?.length ?? file.size ?? 0);
		return {
			kind,
			changes: FAULTS[kind]({ random, length, file, address: addressOf(entry) }),
			lasting: LASTING_FAULTS.includes(kind),
		};
	}
}

function addressOf({ path, query }: RequestEntry): string {
	const search = new URLSearchParams(query).toString();
	return search === '' ? path : `${path}?${search}`;
}

function seedOf(text: string): number {
	return createHash('sha256').update(text).digest().readUInt32LE();
}

function lengthOf(range: string | undefined, size: number): number {
	const asked = askedOf(range, size);
	if (asked.kind !== 'spans') return size;
	return asked.spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
