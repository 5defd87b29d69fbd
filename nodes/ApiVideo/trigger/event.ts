import type { IDataObject } from 'n8n-workflow';
import { QUALITY_COMPLETED } from '../resources/shared/webhookEvents';
import { isRecord } from '../upload';
import { MAX_AGE_MINUTES } from './freshness';

/** What the user chose. */
export interface Wanted {
	readonly events: readonly string[];
	/** Empty for all. */
	readonly formats: readonly string[];
	/** Empty for all. */
	readonly qualities: readonly string[];
	readonly firstPlayableOnly: boolean;
	/** Minutes. */
	readonly maxAge: number;
}

/** @param options what the collection Options holds */
export function readWanted(events: unknown, options: IDataObject): Wanted {
	const maxAge = Number(options.maxAge ?? MAX_AGE_MINUTES);
	return {
		events: texts(events),
		formats: texts(options.formats),
		qualities: texts(options.qualities),
		firstPlayableOnly: options.firstPlayableOnly === true,
		maxAge: maxAge >= 0 ? maxAge : MAX_AGE_MINUTES,
	};
}

/** @returns the event that a body holds, undefined when it holds none */
export function readEvent(rawBody: Uint8Array): IDataObject | undefined {
	try {
		const body: unknown = JSON.parse(Buffer.from(rawBody).toString('utf8'));
		return isRecord(body) ? (body as IDataObject) : undefined;
	} catch {
		return undefined;
	}
}

/** @returns whether the user wants to hear of the event; filters are about qualities only */
export function isWanted(event: IDataObject, { events, formats, qualities }: Wanted): boolean {
	if (!events.includes(String(event.type))) return false;
	if (event.type !== QUALITY_COMPLETED) return true;
	return fits(event.encoding, formats) && fits(event.quality, qualities);
}

/** @returns the video, where an event says that it can be watched in one more quality */
export function playableVideo({ type, videoId }: IDataObject): string | undefined {
	return type === QUALITY_COMPLETED && typeof videoId === 'string' ? videoId : undefined;
}

function fits(value: unknown, wanted: readonly string[]): boolean {
	return wanted.length === 0 || wanted.includes(String(value));
}

function texts(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}
