import type { Clock, UploadTransport } from '../../../nodes/ApiVideo/upload';
import { answer } from './handTransport';

/** The service's window, in milliseconds. */
export const WINDOW_MS = 60_000;

/** An account's limit of uploads in a window of one minute, which begins with the first of them. */
export class UploadLimit {
	/** Requests that had to be refused. */
	refused = 0;
	/** The same after an answer has told of the limit. */
	refusedThoughKnown = 0;
	private isKnown = false;
	private used = 0;
	private windowEnds = -Infinity;

	/**
	 * @param perWindow uploads; Infinity for no limit
	 * @param isShown whether the headers tell of it
	 */
	constructor(
		private readonly clock: Clock,
		private readonly perWindow: number,
		private readonly isShown: boolean,
	) {}

	/** The same way to the service, as far as the limit lets it. */
	around({ send, ...others }: UploadTransport): UploadTransport {
		return {
			...others,
			send: async (request, signal) => {
				if (!this.hasRoom()) {
					this.refused++;
					if (this.isKnown) this.refusedThoughKnown++;
					return answer(429, {}, this.headers());
				}
				// As the emulator, by the moment at which the request arrives.
				const headers = this.headers();
				const outcome = await send(request, signal);
				// A 429 that is a fault has headers of its own.
				if (outcome.kind !== 'answer' || outcome.status === 429) return outcome;
				this.isKnown = true;
				return { ...outcome, headers: { ...outcome.headers, ...headers } };
			},
		} satisfies UploadTransport;
	}

	private hasRoom(): boolean {
		const now = this.clock.now();
		if (now >= this.windowEnds) {
			this.windowEnds = now + WINDOW_MS;
			this.used = 0;
		}
		return ++this.used <= this.perWindow;
	}

	private headers(): Record<string, string> {
		if (!this.isShown || this.perWindow === Infinity) return {};
		const left = Math.max(0, this.windowEnds - this.clock.now());
		return {
			'x-ratelimit-limit': String(this.perWindow),
			'x-ratelimit-remaining': String(Math.max(0, this.perWindow - this.used)),
			'x-ratelimit-retry-after': String(Math.ceil(left / 1000)),
		};
	}
}
