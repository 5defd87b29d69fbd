import { NodeApiError } from 'n8n-workflow';
import { layersOf } from './thrown';

const NO_STATUS = 'none';
const MAY_PASS = ', may pass';
const NO_ADDRESS = ', no such address';
const MARK = new RegExp(
	`^HTTP (\\d+|${NO_STATUS})(?:(${MAY_PASS})(${NO_ADDRESS})?, out for (\\d+) ms)?$`,
);

/** What is known of something that may be another in a while without anybody doing anything, as after an outage. */
export interface Passing {
	/** Whether it was an address that nobody knows. */
	readonly unknownAddress?: boolean;
	/** For how long it was an outage, in milliseconds; see `Patience.outageMs`. 0 unless given. */
	readonly outageMs?: number;
}

/** What went wrong, in words for someone who builds workflows: what happened, and what to do about it. */
export class Trouble extends Error {
	override readonly name = 'Trouble';

	constructor(
		/** What happened. One sentence without a full stop. */
		message: string,
		/** What to do about it. Full sentences. */
		readonly advice: string,
		/** HTTP status of the answer that told so, if there was one. */
		readonly httpStatus?: number,
		/** The slug of api.video's documentation that the answer named, or that its status stands for. */
		readonly slug?: string,
		/** Given where it may pass by itself. */
		readonly passing?: Passing,
	) {
		super(message);
	}

	/** Whether it may be another in a while without anybody doing anything. */
	get passes(): boolean {
		return this.passing !== undefined;
	}

	/** The advice under the name by which n8n takes it over when it wraps this into an error of its own. */
	get description(): string {
		return this.advice;
	}

	/**
	 * n8n takes this over as well. Up to 2.33 it is all that says whose words it has wrapped. It must not
	 * look like a status, for which n8n has words of its own.
	 */
	get httpCode(): string {
		const status = `HTTP ${this.httpStatus ?? NO_STATUS}`;
		if (!this.passing) return status;
		const { unknownAddress, outageMs = 0 } = this.passing;
		return `${status}${MAY_PASS}${unknownAddress ? NO_ADDRESS : ''}, out for ${Math.round(outageMs)} ms`;
	}
}

/**
 * @returns whether the API said that it does not know the thing. A proxy that answers 404 names no slug and does
 *   not say so, nor does the API where it does not know the address.
 */
export function isNotFound(error: unknown): error is Trouble {
	if (!(error instanceof Trouble) || error.httpStatus !== 404) return false;
	return error.slug !== undefined && error.slug !== 'unrecognized-request-url';
}

/** @returns the {@link Trouble} that n8n has wrapped into an error of its own, if there is one */
export function troubleWithin(error: unknown): Trouble | undefined {
	const layers = layersOf(error);
	return layers.find((layer) => layer instanceof Trouble) ?? layers.map(restored).find(Boolean);
}

/** @returns the Trouble out of which n8n has made `error`, where n8n has lost the thing itself */
function restored(error: Error): Trouble | undefined {
	if (!(error instanceof NodeApiError)) return undefined;
	const [, status, mayPass, noAddress, outageMs] = MARK.exec(error.httpCode ?? '') ?? [];
	if (status === undefined) return undefined;
	return new Trouble(
		// The first one is ours; n8n puts another one in its place where it finds the name of a network error.
		error.messages[0] ?? error.message,
		error.description ?? '',
		status === NO_STATUS ? undefined : Number(status),
		undefined,
		mayPass === undefined
			? undefined
			: { unknownAddress: noAddress !== undefined, outageMs: Number(outageMs) },
	);
}
