import type { IDataObject } from 'n8n-workflow';
import { numberInRange } from '../resources/shared/numberInRange';
import { QUALITY_COMPLETED, readEvents } from '../resources/shared/webhookEvents';
import { isRecord } from '../upload';
import { readChoices } from '../values/choices';
import { readCollection } from '../values/collection';
import { readSwitch } from '../values/switch';
import { isBlank } from '../values/text';
import { MAX_AGE_MINUTES } from './freshness';
import {
	eventsField,
	firstPlayableOnlyField,
	formatsField,
	maxAgeField,
	qualitiesField,
} from './properties';

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

/**
 * @param events what Trigger On holds
 * @param options what the collection Options holds
 * @throws Trouble when one of them cannot be used
 */
export function readWanted(events: unknown, options: unknown): Wanted {
	const { formats, qualities, firstPlayableOnly, maxAge } = readCollection(options, 'Options');
	return {
		events: readEvents(events, eventsField),
		formats: readChoices(formats, formatsField) ?? [],
		qualities: readChoices(qualities, qualitiesField) ?? [],
		firstPlayableOnly: readSwitch(firstPlayableOnly, firstPlayableOnlyField.displayName) ?? false,
		maxAge: isBlank(maxAge)
			? MAX_AGE_MINUTES
			: numberInRange(maxAge, maxAgeField.displayName, 0, Infinity),
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
