import type { Fault } from './faults/fault';

/** Requests allowed per minute. Source: https://docs.api.video/reference#limitation */
export interface RateLimits {
	uploads: number;
	writes: number;
	reads: number;
}

/** The documented limits of the two environments. */
export const documentedRateLimits = {
	sandbox: { uploads: 40, writes: 40, reads: 100 },
	production: { uploads: 100, writes: 200, reads: 500 },
} as const satisfies Record<string, RateLimits>;

/** What an emulator can be started with. Everything has a default. */
export interface EmulatorOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	/** Address to listen on, default 127.0.0.1. */
	host?: string;
	/** Where received bytes go. Default: a new temporary directory, deleted by `close()`. */
	directory?: string;
	/** The only API key that is accepted, default `emulator-api-key`. Any other is answered like a key of the other environment. */
	apiKey?: string;
	/** Life of an access token in seconds, default 3600 as documented. */
	accessTokenSeconds?: number;
	/**
	 * The status of `/auth/api-key` and `/auth/refresh` for a key or refresh token that is none; default 401.
	 * 400 is authentication-invalid-user-credentials, the only one that the OpenAPI file documents for them.
	 */
	wrongKeyStatus?: 400 | 401;
	/**
	 * Every GET is answered as it would have been so many milliseconds ago; default 0. The same as the fault
	 * `lag` on every GET, but it outlives a reset.
	 */
	lagMilliseconds?: number;
	/** From the last byte to "encoded", in seconds; default 1. */
	encodingSeconds?: number;
	/**
	 * What is spoken in the videos that have no language; default `en`. null: the service cannot tell, and makes no
	 * transcript, no summary and no event.
	 */
	spokenLanguage?: string | null;
	/** Whether searches in titles, descriptions and names ignore case; default false. The documentation does not say. */
	searchIgnoresCase?: boolean;
	/** What is not named is not limited. Default: the headers are there with large numbers, and nothing is refused. */
	rateLimits?: Partial<RateLimits>;
	/** Length of the windows in which requests are counted, default 60 as documented. Shorter, a test waits for several. */
	rateLimitWindowSeconds?: number;
	/** Hash the bytes as they pass instead of keeping them, for benchmarks larger than the disk. Default false. */
	discard?: boolean;
	/** Whether SHA-256 is computed at all; default true. Kept files are hashed only when somebody asks. */
	hash?: boolean;
	/** Faults that are set from the start. */
	faults?: readonly Fault[];
	/** The clock behind every expiry, in milliseconds; default `Date.now`. Lets a test pass an hour at once. */
	now?: () => number;
}

/** The options with their defaults filled in. */
export interface Settings extends Required<Omit<EmulatorOptions, 'rateLimits' | 'directory'>> {
	directory: string;
	rateLimits: Partial<RateLimits>;
}

/** Fills in the defaults. `directory` is where the received bytes go. */
export function settingsOf(options: EmulatorOptions, directory: string): Settings {
	return {
		port: options.port ?? 0,
		host: options.host ?? '127.0.0.1',
		directory,
		apiKey: options.apiKey ?? 'emulator-api-key',
		accessTokenSeconds: options.accessTokenSeconds ?? 3600,
		wrongKeyStatus: options.wrongKeyStatus ?? 401,
		lagMilliseconds: options.lagMilliseconds ?? 0,
		encodingSeconds: options.encodingSeconds ?? 1,
		spokenLanguage: options.spokenLanguage === undefined ? 'en' : options.spokenLanguage,
		searchIgnoresCase: options.searchIgnoresCase ?? false,
		rateLimits: options.rateLimits ?? {},
		rateLimitWindowSeconds: options.rateLimitWindowSeconds ?? 60,
		discard: options.discard ?? false,
		hash: options.hash ?? true,
		faults: options.faults ?? [],
		now: options.now ?? Date.now,
	};
}
