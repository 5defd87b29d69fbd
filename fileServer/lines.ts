import type { Socket } from 'node:net';
import { Line } from '../emulator/faults/line';
import { PIECE_BYTES } from './content';
import { wait } from './exchange';

/** How distant and how narrow the whole server is; it may change at any time. */
export interface Limits {
	/** Of all connections together, in bytes per second. */
	bytesPerSecond?: number;
	/** Of each connection, in bytes per second. */
	connectionBytesPerSecond?: number;
	/** Milliseconds before each answer. */
	latency?: number;
	/** Milliseconds more before the first answer of each connection. */
	connectionLatency?: number;
}

/** How far a line may catch up with timers that were late, in milliseconds. */
const CATCHES_UP_MS = 50;
/** A line passes this many slices a second, so that it flows. */
const SLICES_PER_SECOND = 50;

/** What answers are sent through. */
export class Lines {
	private readonly lines = new WeakMap<object, Map<number, Line>>();
	private readonly used = new WeakSet<Socket>();

	constructor(readonly limits: Limits) {}

	/** Waits as long as the way to the server takes. */
	async travel(socket: Socket, signal: AbortSignal): Promise<void> {
		const { latency = 0, connectionLatency = 0 } = this.limits;
		const isNew = !this.used.has(socket);
		this.used.add(socket);
		await wait(latency + (isNew ? connectionLatency : 0), signal);
	}

	/** Bytes to be passed at a time to a connection that has these limits of its own, in bytes per second. */
	sliceFor(rates: readonly number[]): number {
		const slowest = Math.min(...rates, ...this.rates());
		return Math.max(1, Math.min(PIECE_BYTES, Math.floor(slowest / SLICES_PER_SECOND)));
	}

	/** Waits until so many bytes may be sent. `rates`: limits of the connection besides those of the server. */
	async pass(
		bytes: number,
		socket: Socket,
		rates: readonly number[],
		signal: AbortSignal,
	): Promise<void> {
		const { bytesPerSecond, connectionBytesPerSecond } = this.limits;
		const own = [...rates, connectionBytesPerSecond].map((rate) => this.take(socket, rate, bytes));
		await wait(Math.max(this.take(this, bytesPerSecond, bytes), ...own), signal);
	}

	private rates(): number[] {
		const { bytesPerSecond = Infinity, connectionBytesPerSecond = Infinity } = this.limits;
		return [bytesPerSecond, connectionBytesPerSecond];
	}

	private take(whose: object, rate: number | undefined, bytes: number): number {
		if (rate === undefined) return 0;
		const known = this.lines.get(whose) ?? new Map<number, Line>();
		this.lines.set(whose, known);
		const line = known.get(rate) ?? new Line(rate, CATCHES_UP_MS, () => performance.now());
		known.set(rate, line);
		return line.take(bytes);
	}
}
