import { onAbort } from '../upload';

/**
 * A signal that ends a request when another signal says so, or when it has taken too long. n8n's own `timeout` watches
 * the connection only: an answer that comes byte by byte would never run into it. No combined signal of the platform
 * (`AbortSignal.any`): one that lives as long as an upload keeps every combination it was ever part of, and with it the
 * request, until V8 collects its whole heap.
 */
export class TimeLimit {
	private readonly ended = new AbortController();
	private readonly takeBack: Array<() => void> = [];
	private over = false;

	/** @param milliseconds from now on; absent: no time is too long */
	constructor(signal: AbortSignal, milliseconds?: number) {
		if (signal.aborted) this.ended.abort(signal.reason);
		else this.takeBack.push(onAbort(signal, () => this.ended.abort(signal.reason)));
		if (milliseconds === undefined) return;
		const isOver = () => {
			this.over = true;
			this.end();
		};
		// Not one combined signal: Node 20 collects a timeout that only a combination refers to.
		this.takeBack.push(onAbort(AbortSignal.timeout(milliseconds), isOver));
	}

	/** Aborted when the time is over, the other signal is, or nobody needs the request any more. */
	get signal(): AbortSignal {
		return this.ended.signal;
	}

	/** Whether it was the time that ended it. */
	get isOver(): boolean {
		return this.over;
	}

	/** Ends whatever still goes on. */
	end(): void {
		this.ended.abort();
		this.leave();
	}

	/** Lets go of signal and timer. To be called whatever happens. */
	leave(): void {
		for (const one of this.takeBack.splice(0)) one();
	}
}
