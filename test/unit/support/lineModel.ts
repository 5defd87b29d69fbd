import { Line as Bandwidth } from '../../../emulator/faults/line';
import { MIB, Party, type Outcome } from '../../../nodes/ApiVideo/upload';
import type { Measured } from '../../../nodes/ApiVideo/upload/gain';
import { Lane } from '../../../nodes/ApiVideo/upload/lane';
import { EventClock } from './eventClock';
import { answer } from './handTransport';
import { NEVER } from './never';

/** What a line is like. */
export interface LineModel {
	/** Bytes per second of all connections together. */
	readonly together?: number;
	/** Bytes per second of one connection. */
	readonly each?: number;
	/** How long a request takes besides its bytes, in milliseconds. */
	readonly latency?: number;
	/** How long a request keeps the processor from all others, in milliseconds. */
	readonly processing?: number;
}

/** Files, or the chunks of one. */
export interface Work {
	readonly requests: number;
	/** Of each. */
	readonly bytes: number;
	/** When it begins, in milliseconds. */
	readonly begins?: number;
	/** Chunks of one file: 8 in memory, of which one waits to be sent. Else all wait from the beginning. */
	readonly areChunks?: boolean;
}

/** One request that was sent. */
export interface Sent {
	readonly began: number;
	readonly ended: number;
	/** How many were under way when it began, itself too. */
	readonly beside: number;
}

/** Chunks in memory. */
const FRAMES = 8;

/** Requests at the same time, at most. */
const MOST = 8;

/** Lets requests through as they come. */
type Way = (request: Measured, bytes: number) => Promise<Outcome>;

/** Bytes that a connection brings at a time. */
const STEP_BYTES = MIB;

/** A line in virtual time, and those who send through it. */
export class LineWorld {
	readonly clock = new EventClock(() => 0.5, 1);
	readonly lane: Lane;
	private bandwidth: Bandwidth;
	private readonly processor: Bandwidth;
	private underWay = 0;

	constructor(
		private model: LineModel,
		parties = 1,
	) {
		const now = () => this.clock.now();
		this.bandwidth = new Bandwidth(model.together ?? Infinity, 0, now);
		// A thousand milliseconds a second.
		this.processor = new Bandwidth(1000, 0, now);
		this.lane = new Lane(this.clock, () => ({ most: MOST, parties }));
	}

	/** What the line is like from now on. */
	becomes(model: LineModel): void {
		this.model = model;
		this.bandwidth = new Bandwidth(model.together ?? Infinity, 0, () => this.clock.now());
	}

	/** By the lane. */
	ours(party = new Party({ parallel: MOST })): Way {
		return async (request, bytes) => await this.lane.run(party, request, NEVER, bytes);
	}

	/** By so many places, whatever comes of it. */
	fixed(places: number): Way {
		let free = places;
		const waiting: Array<() => void> = [];
		return async (request) => {
			if (free > 0) free--;
			else await new Promise<void>((go) => waiting.push(go));
			try {
				return await request(() => {});
			} finally {
				const next = waiting.shift();
				if (next) next();
				else free++;
			}
		};
	}

	/** Sends all of it. */
	async send({ requests, bytes, begins = 0, areChunks = false }: Work, way: Way): Promise<Sent[]> {
		const sent: Sent[] = [];
		const underWay = new Set<Promise<unknown>>();
		if (begins > this.clock.now()) await this.clock.sleep(begins - this.clock.now(), NEVER);
		for (let count = 0; count < requests; count++) {
			let taken = () => {};
			const isTaken = new Promise<void>((resolve) => (taken = resolve));
			const request: Measured = async (took) => {
				taken();
				sent.push(await this.one(bytes, took));
				return answer(201);
			};
			const sending = way(request, bytes).finally(() => underWay.delete(sending));
			underWay.add(sending);
			if (!areChunks) continue;
			await isTaken;
			while (underWay.size >= FRAMES) await Promise.race(underWay);
		}
		await Promise.all(underWay);
		return sent;
	}

	private async one(bytes: number, took: (bytes: number) => void): Promise<Sent> {
		const beside = ++this.underWay;
		const began = this.clock.now();
		const { each = Infinity, latency = 0, processing = 0 } = this.model;
		await this.clock.sleep(latency, NEVER);
		const steps = Math.ceil(bytes / STEP_BYTES);
		const step = bytes / steps;
		for (let count = 0; count < steps; count++) {
			const through = this.bandwidth.take(step);
			const processed = this.processor.take(processing / steps);
			await this.clock.sleep(Math.max(through, processed, (step * 1000) / each), NEVER);
			took(step);
		}
		this.underWay--;
		return { began, ended: this.clock.now(), beside };
	}
}
