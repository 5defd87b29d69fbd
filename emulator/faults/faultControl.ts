import { generator } from '../generator';
import { faultKinds, type Fault } from './fault';

/** What of a request decides whether a fault falls upon it. */
export interface FaultTarget {
	method: string;
	path: string;
	contentRange?: string;
}

interface ActiveFault {
	id: number;
	fault: Fault;
	matched: number;
	fired: number;
	random: () => number;
	path: RegExp | undefined;
	contentRange: RegExp | undefined;
}

/** A fault that was set, and what it has done. */
export interface FaultReport {
	id: number;
	fault: Fault;
	/** Requests that matched method, path and range. */
	matched: number;
	/** Requests it fell upon. */
	fired: number;
}

/** The faults that are set. */
export class FaultControl {
	private active: ActiveFault[] = [];
	private next = 1;

	/** Sets a fault in addition to those there are; answers its id. Throws when it makes no sense. */
	add(fault: Fault): number {
		if (!faultKinds.includes(fault.kind)) {
			throw new Error(`Unknown kind of fault: ${fault.kind}. Known: ${faultKinds.join(', ')}.`);
		}
		const id = this.next++;
		this.active.push({
			id,
			fault,
			matched: 0,
			fired: 0,
			random: generator(fault.seed ?? 1),
			path: pattern(fault.path),
			contentRange: pattern(fault.contentRange),
		});
		return id;
	}

	/** Takes one fault back; false if it was not set. */
	remove(id: number): boolean {
		const before = this.active.length;
		this.active = this.active.filter((one) => one.id !== id);
		return this.active.length < before;
	}

	/** Takes all faults back. */
	clear(): void {
		this.active = [];
	}

	/** The faults that are set, with their counts. */
	list(): FaultReport[] {
		return this.active.map(({ id, fault, matched, fired }) => ({ id, fault, matched, fired }));
	}

	/** The faults that fall upon this request; counts it. */
	take(target: FaultTarget): Fault[] {
		return this.active.filter((one) => falls(one, target)).map(({ fault }) => fault);
	}
}

function falls(active: ActiveFault, target: FaultTarget): boolean {
	const { fault, path, contentRange } = active;
	if (fault.method !== undefined && fault.method !== target.method) return false;
	if (path && !path.test(target.path)) return false;
	if (contentRange && !contentRange.test(target.contentRange ?? '')) return false;
	active.matched++;
	if (fault.nth !== undefined && active.matched !== fault.nth) return false;
	if (fault.every !== undefined && active.matched % fault.every !== 0) return false;
	if (fault.probability !== undefined && active.random() >= fault.probability) return false;
	if (fault.times !== undefined && active.fired >= fault.times) return false;
	active.fired++;
	return true;
}

function pattern(source: string | undefined): RegExp | undefined {
	return source === undefined ? undefined : new RegExp(source);
}
