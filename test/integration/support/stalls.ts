import { AsyncLocalStorage } from 'node:async_hooks';
import type { Emulator } from '../../../emulator';
import type { FileServer } from '../../../fileServer';

/** Who knows whether somebody has stopped for good. */
export interface Stalls {
	/** Whether a file is being read that does not come any more. */
	reading(): boolean;
	/** Whether something is being sent that nobody takes any more, or nobody answers. */
	sending(): boolean;
	/** Whether an answer is being read that does not come any more. */
	answering(): boolean;
}

/**
 * The stalls of all that runs in it. Time in which nothing moves then counts only while somebody has stopped, however
 * busy the machine is; without one, all time counts.
 */
export const stalls = new AsyncLocalStorage<Stalls>();

/** Of services whose faults stop something: each request is looked at while it is under way. */
export function stallsOf({ requests }: Emulator, files?: FileServer): Stalls {
	const meets = (...kinds: string[]) =>
		requests.entries.some(
			({ endedAt, faults }) => endedAt === undefined && faults.some((kind) => kinds.includes(kind)),
		);
	return {
		reading: () =>
			files?.requests.underWay.some(
				({ ended, faults }) => ended === 'stalled' || faults.includes('slow-drip'),
			) === true,
		sending: () => meets('stall', 'drip'),
		answering: () => meets('drip'),
	};
}

/** The minutes after which nothing counts as moving pass in a second each; where it is known who has stopped, faster. */
const SPEED = 60;
const KNOWN_SPEED = 240;

/** A clock for what watches one request. */
export class StallClock {
	private readonly known = stalls.getStore();
	private last = performance.now();
	private passed = 0;

	constructor(private readonly whose: keyof Stalls) {}

	/** Milliseconds that count. */
	readonly now = (): number => {
		const before = this.last;
		this.last = performance.now();
		const speed = this.known === undefined ? SPEED : this.known[this.whose]() ? KNOWN_SPEED : 0;
		this.passed += (this.last - before) * speed;
		return this.passed;
	};

	/** Resolves when it is time to look again. Like the real one, it must not keep a process alive. */
	readonly look = async (): Promise<void> =>
		await new Promise<void>((resolve) => setTimeout(resolve, this.known ? 40 : 100).unref());
}
