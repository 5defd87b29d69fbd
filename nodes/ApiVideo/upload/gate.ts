import type { Clock } from './clock';

/** Requests at the same time that are enough for a line on which nobody has to wait. */
const FEW = 2;

/** How long somebody waits before one more request is let through, in milliseconds. */
const NEXT_PLACE_MS = 50;

/**
 * The same, before the first request has ended, in milliseconds: until then nothing is known of the line
 * or of the rate limit, and whatever is sent is cut into short chunks.
 */
const FIRST_NEXT_PLACE_MS = 1000;

/**
 * Lets requests through, first come first served: two at the same time, and one more, up to a limit,
 * whenever somebody has waited for a while. So a slow or distant line gets many requests, while on a
 * fast one, where reading the file takes longer than sending it, they do not get in each other's way.
 */
export class Gate {
	private places: number;
	private taken = 0;
	private nextPlaceAfter = FIRST_NEXT_PLACE_MS;
	private readonly waiting: Array<() => void> = [];

	/** @param most requests at the same time, at least 1 */
	constructor(
		private readonly most: number,
		private readonly clock: Pick<Clock, 'sleep'>,
	) {
		this.places = Math.min(FEW, most);
	}

	/**
	 * Runs `work` as soon as there is room.
	 *
	 * @param signal whoever waits with it asks for no more room once it is aborted
	 */
	async pass<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
		if (this.taken < this.places) {
			this.taken++;
			// Nobody had to wait, so there are places enough.
			this.places = Math.max(Math.min(FEW, this.most), this.taken);
		} else {
			await this.queue(signal);
		}
		try {
			return await work();
		} finally {
			this.nextPlaceAfter = NEXT_PLACE_MS;
			this.taken--;
			this.admit();
		}
	}

	private async queue(signal: AbortSignal): Promise<void> {
		let admitted = false;
		const turn = new Promise<void>((resolve) => {
			this.waiting.push(() => {
				admitted = true;
				resolve();
			});
		});
		const growWhileWaiting = async (): Promise<void> => {
			while (!admitted && this.places < this.most) {
				await this.clock.sleep(this.nextPlaceAfter, signal);
				if (admitted || this.places >= this.most) return;
				this.places++;
				this.admit();
			}
		};
		// A cancelled wait is told by the request itself.
		growWhileWaiting().catch(() => undefined);
		await turn;
	}

	private admit(): void {
		while (this.taken < this.places) {
			const next = this.waiting.shift();
			if (!next) return;
			this.taken++;
			next();
		}
	}
}
