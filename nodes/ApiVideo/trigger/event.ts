import type { IDataObject } from 'n8n-workflow';
import { jsonOrText } from '../api/answerBody';
import { QUALITY_COMPLETED, readEvents } from '../resources/webhook/webhookEvents';
import type { Parameters } from '../n8n/parameters';
import { isRecord } from '../upload';
import { readChoices } from '../values/choices';
import { readNumber } from '../values/number';
import { readSwitch } from '../values/switch';
import { isBlank } from '../values/text';
import { MAX_AGE_MINUTES } from './freshness';
import {
	eventsField,
	formatsField,
	includeDetailsField,
	maxAgeField,
	optionsField,
	qualitiesField,
} from './properties';
import { VIDEO_READY } from './triggerEvents';

/** What the user chose. */
export interface Wanted {
	readonly events: readonly string[];
	/** Empty for all. */
	readonly formats: readonly string[];
	/** Empty for all. */
	readonly qualities: readonly string[];
	readonly includeDetails: boolean;
	/** Minutes. */
	readonly maxAge: number;
}

/** @throws Trouble when a parameter cannot be used */
export function readWanted(parameters: Parameters): Wanted {
	const { formats, qualities, includeVideoDetails, maxAge } = parameters.collection(optionsField);
	return {
		events: readEvents(parameters.raw(eventsField), eventsField),
		formats: readChoices(formats, formatsField) ?? [],
		qualities: readChoices(qualities, qualitiesField) ?? [],
		includeDetails: readSwitch(includeVideoDetails, includeDetailsField.displayName) ?? true,
		maxAge: isBlank(maxAge)
			? MAX_AGE_MINUTES
			: readNumber(maxAge, maxAgeField.displayName, { min: 0, max: MAX_AGE_MINUTES }),
	};
}

/** @returns the event that a body holds, undefined when it holds none, or one nested so deep that n8n cannot store it */
export function readEvent(rawBody: Uint8Array): IDataObject | undefined {
	const body = jsonOrText(rawBody);
	return isRecord(body) ? (body as IDataObject) : undefined;
}

/** @returns the video that an event is about, undefined where it is about none */
export function videoOf({ videoId }: IDataObject): string | undefined {
	return typeof videoId === 'string' && videoId !== '' ? videoId : undefined;
}

/** @returns whether the user wants the event as it is; the filters are about qualities only */
export function isWanted(event: IDataObject, { events, formats, qualities }: Wanted): boolean {
	if (!events.includes(String(event.type))) return false;
	if (event.type !== QUALITY_COMPLETED) return true;
	return fits(event.encoding, formats) && fits(event.quality, qualities);
}

/**
 * A video can be watched as soon as the service has the first of its qualities, HLS or MP4: with that one
 * `encoding.playable` of its status becomes true.
 *
 * Source: `GET /videos/{videoId}/status`.
 *
 * @returns the video that can be watched by now, where the user wants to hear of that
 */
export function readyVideo(event: IDataObject, { events }: Wanted): string | undefined {
	return events.includes(VIDEO_READY) && event.type === QUALITY_COMPLETED
		? videoOf(event)
		: undefined;
}

function fits(value: unknown, wanted: readonly string[]): boolean {
	return wanted.length === 0 || wanted.includes(String(value));
}
