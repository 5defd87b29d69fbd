import { KEEP_TRYING_DEFAULT_MS, MEMORY_DEFAULT_BYTES, PARALLEL_DEFAULT } from './limits';

/** What an execution asks for itself. */
export interface PartyOptions {
	/** Memory for the contents of files in bytes, at least 16 MiB. Default 64 MiB. */
	readonly memoryBytes?: number;
	/** Requests under way at the same time, at least 1. Default 8. */
	readonly parallel?: number;
	/** How long an outage is waited out, in milliseconds. Default 15 minutes. */
	readonly keepTryingMs?: number;
	/** How long a request waits that the rate limit refuses, in milliseconds. Default: as long as an outage. */
	readonly limitedMs?: number;
	/** Bytes a second that all its uploads together may send, more than 0. Default: as fast as it goes. */
	readonly bytesPerSecond?: number;
}

/** One of those who share the process's ways to api.video: an execution, or a list that the editor fills. */
export class Party implements PartyOptions {
	memoryBytes = MEMORY_DEFAULT_BYTES;
	parallel = PARALLEL_DEFAULT;
	keepTryingMs = KEEP_TRYING_DEFAULT_MS;
	limitedMs?: number;
	bytesPerSecond?: number;

	/** Whether the service has answered one of its requests with something to go on with. */
	hasSucceeded = false;

	constructor(options: PartyOptions = {}) {
		this.ask(options);
	}

	/** @returns the same one for something that does not wait out an outage for as long, in milliseconds at most */
	withPatience(milliseconds: number): Party {
		const { keepTryingMs, limitedMs = keepTryingMs, hasSucceeded } = this;
		const patient = { keepTryingMs: Math.min(keepTryingMs, milliseconds), limitedMs };
		return Object.assign(new Party({ ...this, ...patient }), { hasSucceeded });
	}

	/** Says what it wants; to be said before it sends anything. What is not given stays as it is. */
	ask({ memoryBytes, parallel, keepTryingMs, limitedMs, bytesPerSecond }: PartyOptions): void {
		this.memoryBytes = memoryBytes ?? this.memoryBytes;
		this.parallel = parallel ?? this.parallel;
		this.keepTryingMs = keepTryingMs ?? this.keepTryingMs;
		this.limitedMs = limitedMs ?? this.limitedMs;
		this.bytesPerSecond = bytesPerSecond ?? this.bytesPerSecond;
	}
}
