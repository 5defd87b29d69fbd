import type { IDataObject } from 'n8n-workflow';
import { QUALITY_COMPLETED, readEvents } from '../resources/shared/webhookEvents';
import type { Parameters } from '../n8n/parameters';
import { isRecord } from '../upload';
import { readChoices } from '../values/choices';
import { readNumber } from '../values/number';
import { readSwitch } from '../values/switch';
import { isBlank } from '../values/text';
import { MAX_AGE_MINUTES } from './freshness';
import {
	eventsField,
	firstPlayableOnlyField,
	formatsField,
	maxAgeField,
	optionsField,
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

/** @throws Trouble when a parameter cannot be used */
export function readWanted(parameters: Parameters): Wanted {
	const { formats, qualities, firstPlayableOnly, maxAge } = parameters.collection(optionsField);
	return {
		events: readEvents(parameters.raw(eventsField), eventsField),
		formats: readChoices(formats, formatsField) ?? [],
		qualities: readChoices(qualities, qualitiesField) ?? [],
		firstPlayableOnly: readSwitch(firstPlayableOnly, firstPlayableOnlyField.displayName) ?? false,
		maxAge: isBlank(maxAge)
			? MAX_AGE_MINUTES
			: readNumber(maxAge, maxAgeField.displayName, { min: 0 }),
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
