import type { RateLimits } from './options';

/** Far above what a benchmark sends, so that a client which paces itself by the headers is not held back. */
const UNLIMITED = 1_000_000;

interface Window {
	startedAt: number;
	used: number;
}

/** What the three `X-RateLimit-*` headers say, and whether this request is one too many. */
export interface RateLimitVerdict {
	limit: number;
	remaining: number;
	/** Seconds to the window's reset, from 1 to its length. */
	retryAfter: number;
	exceeded: boolean;
}

/** Counts requests in windows, of one minute as documented. Source: too-many-requests and the reference's "limitation". */
export class RateLimiter {
	private readonly windows = new Map<keyof RateLimits, Window>();

	constructor(
		private readonly limits: Partial<RateLimits>,
		private readonly windowMilliseconds: number,
		private readonly now: () => number,
	) {}

	/** Counts one request. */
	count(kind: keyof RateLimits): RateLimitVerdict {
		const { windowMilliseconds } = this;
		const limit = this.limits[kind];
		const now = this.now();
		let window = this.windows.get(kind);
		// A clock that was set back begins a new window, or the old one would last until it has caught up.
		if (!window || now < window.startedAt || now - window.startedAt >= windowMilliseconds) {
			window = { startedAt: now, used: 0 };
			this.windows.set(kind, window);
		}
		window.used++;
		return {
			limit: limit ?? UNLIMITED,
			remaining: Math.max(0, (limit ?? UNLIMITED) - window.used),
			retryAfter: Math.ceil((window.startedAt + windowMilliseconds - now) / 1000),
			exceeded: limit !== undefined && window.used > limit,
		};
	}

	/** Forgets what was counted. */
	clear(): void {
		this.windows.clear();
	}
}

/** Which of the three limits a request counts against. */
export function kindOf(method: string, path: string): keyof RateLimits {
	if (method === 'POST' && /^\/(upload|videos\/[^/]+\/source)$/.test(path)) return 'uploads';
	return method === 'GET' ? 'reads' : 'writes';
}
