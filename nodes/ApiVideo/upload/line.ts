import type { Clock } from './clock';
import { Lane } from './lane';
import type { Party } from './party';

/** Requests to the API at the same time, of each kind; uploads have limits of their own. */
const API_PARALLEL = 16;

/** The process's way to one account of api.video, shared by all executions. */
export class Line {
	readonly uploads: Lane;
	readonly writes: Lane;
	readonly reads: Lane;
	readonly parties = new Set<Party>();
	/** When the last party left, on the clock. */
	leftAt: number;

	constructor(readonly clock: Clock) {
		this.leftAt = clock.now();
		const parties = () => this.parties.size;
		this.uploads = new Lane(clock, () => ({ most: this.parallel, parties: parties() }));
		this.writes = new Lane(clock, () => ({ most: API_PARALLEL, parties: parties() }));
		this.reads = new Lane(clock, () => ({ most: API_PARALLEL, parties: parties() }));
	}

	/** As many uploads at the same time as the party wants that wants most. */
	private get parallel(): number {
		return Math.max(1, ...[...this.parties].map(({ parallel }) => parallel));
	}
}
