import type { Clock } from './clock';
import { Gate } from './gate';
import { MIB } from './limits';
import type { Share } from './lines';
import type { Pieces } from './source';

/** How many bytes are let through at a time: so few that they still flow under a low limit. */
const STEP_BYTES = MIB / 16;

/** Lets so many bytes a second go, for all requests of an execution together. */
export class Throttle {
	private nextAt = -Infinity;
	private readonly gate: Gate;

	/** @param bytesPerSecond more than 0 */
	constructor(
		private readonly bytesPerSecond: number,
		private readonly clock: Pick<Clock, 'now' | 'sleep'>,
	) {
		this.gate = new Gate(clock, () => ({ most: 1, parties: 1 }));
	}

	/**
	 * Runs `work`, whichever account it goes to, when few others of the execution are under way: many at the
	 * same time would each be so slow that they count as hanging. What its account has no room for waits
	 * outside, so that it keeps no place from those of another account.
	 *
	 * @param share whose party it is, and whose lane it goes on
	 * @param signal ends the wait at once
	 * @throws the signal's reason; whatever `work` and the clock's sleep throw
	 */
	async pass<T>(
		{ party, lane: { pace } }: Pick<Share, 'party' | 'lane'>,
		work: () => Promise<T>,
		signal: AbortSignal,
	): Promise<T> {
		const ifThereIsRoom = async () => (pace.hasRoom ? { result: await work() } : undefined);
		for (;;) {
			await pace.untilRoom(signal);
			const done = await this.gate.pass(party, ifThereIsRoom, signal);
			if (done) return done.result;
		}
	}

	/**
	 * @param signal ends the wait at once
	 * @throws what the clock's sleep throws when the signal is aborted
	 */
	async *slow(pieces: Pieces, signal: AbortSignal): Pieces {
		for await (const piece of pieces) {
			for (let at = 0; at < piece.byteLength; at += STEP_BYTES) {
				const step = piece.subarray(at, at + STEP_BYTES);
				await this.take(step.byteLength, signal);
				yield step;
			}
		}
	}

	private async take(bytes: number, signal: AbortSignal): Promise<void> {
		const now = this.clock.now();
		const turn = Math.max(now, this.nextAt);
		this.nextAt = turn + (bytes / this.bytesPerSecond) * 1000;
		if (turn > now) await this.clock.sleep(turn - now, signal);
	}
}
