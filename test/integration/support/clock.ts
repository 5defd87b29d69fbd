import { AsyncLocalStorage } from 'node:async_hooks';
import type { createClock as CreateClock } from '../../../nodes/ApiVideo/n8n/clock';

/** How long the node wanted to wait, each time, in milliseconds. */
export const mockWaits: number[] = [];

/**
 * The same in seconds, begun ones for whole: the clock goes on while the node works out how long to
 * wait, so a wait may be shorter than it was asked for, and never is longer.
 */
export function secondsWaited(): number[] {
	return mockWaits.map((milliseconds) => Math.ceil(milliseconds / 1000));
}

/** The longest that a clock which runs faster goes on between two looks, in milliseconds of the machine. */
const LONGEST_STEP_MS = 20;

/** How often it is looked at, in milliseconds of the machine. */
const LOOK_MS = 5;

/**
 * How time passes for the node, and for an emulator that is to go by the same clock. Either a wait lasts 2 ms
 * at most, after which the clock shows what it would have shown: what matters is that the node waits, and for
 * how long. Or all time passes so much faster, waits and requests alike, so that several executions meet as
 * they would. A machine that is busy holds such a time up: half a second without a turn would be 20 seconds between
 * a request and its answer, in which other things happen than on a machine that is not.
 */
export class MockTime {
	private readonly began = performance.now();
	private readonly skips: Array<{ readonly at: number; readonly milliseconds: number }> = [];
	private stoppedAt?: number;
	private lookedAt = this.began;

	/** @param speed seconds of the node in a second; absent: waits are skipped */
	constructor(private readonly speed?: number) {}

	/** Milliseconds that nobody can set. */
	readonly now = (): number => this.at(this.stoppedAt ?? this.look());

	/** Milliseconds since 1970. */
	readonly date = (): number => performance.timeOrigin + this.now();

	/** By how much the clock of the node's computer is wrong, in milliseconds; below 0: behind. */
	aheadMs = 0;

	/** What the clock of the node's computer shows, in milliseconds since 1970. */
	readonly shownDate = (): number => this.date() + this.aheadMs;

	/** @returns what `now` was at a moment of the machine's own clock (`performance.now`) */
	at(real: number): number {
		const skipped = this.skips.reduce(
			(sum, { at, milliseconds }) => (at <= real ? sum + milliseconds : sum),
			0,
		);
		return this.began + (real - this.began) * (this.speed ?? 1) + skipped;
	}

	/** @param sleep waits for real, in milliseconds */
	async pass(milliseconds: number, sleep: (real: number) => Promise<void>): Promise<void> {
		mockWaits.push(milliseconds);
		const until = this.now() + milliseconds;
		if (this.speed !== undefined) return await this.passFast(until, this.speed, sleep);
		await sleep(Math.min(2, milliseconds));
		const left = until - this.now();
		if (left > 0) this.skips.push({ at: performance.now(), milliseconds: left });
	}

	private async passFast(
		until: number,
		speed: number,
		sleep: (real: number) => Promise<void>,
	): Promise<void> {
		for (let left = until - this.now(); left > 0; left = until - this.now()) {
			await sleep(Math.max(1, left / speed));
		}
	}

	/** @returns now by the machine's own clock; what a clock that runs faster stood still for is left out of its time */
	private look(): number {
		const real = performance.now();
		const heldUp = real - this.lookedAt - LONGEST_STEP_MS;
		this.lookedAt = real;
		if (this.speed !== undefined && heldUp > 0) {
			this.skips.push({ at: real, milliseconds: -heldUp * this.speed });
		}
		return real;
	}

	/** Runs something that this is the time of. */
	async around<T>(work: () => Promise<T>): Promise<T> {
		// Where waits are skipped, nothing holds time up.
		const looking = this.speed && setInterval(this.now, LOOK_MS);
		this.lookedAt = performance.now();
		try {
			return await mockTime.run(this, work);
		} finally {
			clearInterval(looking);
		}
	}

	/** Runs something while time stands still. */
	async frozen<T>(work: () => Promise<T>): Promise<T> {
		this.stoppedAt = performance.now();
		try {
			return await work();
		} finally {
			this.stoppedAt = undefined;
		}
	}
}

/** The time of all that runs in it; without one, each clock of the node skips its own waits. */
export const mockTime = new AsyncLocalStorage<MockTime>();

const PATH = '../../../nodes/ApiVideo/n8n/clock';

/** The node's own clock in a test's time; cancelling ends a wait. Whoever imports this must do so before the node. */
jest.mock('../../../nodes/ApiVideo/n8n/clock', () => {
	const { createClock } = jest.requireActual<{ createClock: typeof CreateClock }>(PATH);
	return {
		createClock: () => {
			const clock = createClock();
			const time = mockTime.getStore() ?? new MockTime();
			const sleep = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
				await time.pass(milliseconds, async (real) => await clock.sleep(real, signal));
			return { ...clock, now: time.now, date: time.shownDate, sleep };
		},
	};
});
