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
	/** When somebody last asked for it, or left, on the clock: who does not upload is no party. */
	usedAt: number;

	constructor(readonly clock: Clock) {
		this.usedAt = clock.now();
		const parties = () => this.parties.size;
		this.uploads = new Lane(clock, () => ({ most: this.parallel, parties: parties() }));
		this.writes = new Lane(clock, () => ({ most: API_PARALLEL, parties: parties() }));
		this.reads = new Lane(clock, () => ({ most: API_PARALLEL, parties: parties() }));
	}

	/** To be called when the service has let somebody in: what waited for that has not been tried meanwhile. */
	signedIn(): void {
		for (const lane of [this.uploads, this.writes, this.reads]) {
			lane.signedInAt = this.clock.now();
		}
	}

	/** As many uploads at the same time as the party wants that wants most. */
	private get parallel(): number {
		return Math.max(1, ...[...this.parties].map(({ parallel }) => parallel));
	}
}
