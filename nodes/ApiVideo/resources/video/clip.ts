import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { isBlank } from '../../values/text';
import { readTimecode, wholeSeconds } from './timecode';

const START: INodeProperties = {
	displayName: 'Start Timecode',
	name: 'startTimecode',
	type: 'string',
	default: '',
	placeholder: 'e.g. 00:01:15',
	description: 'Where the clip begins (hours:minutes:seconds), or a number of seconds',
};

const END: INodeProperties = {
	displayName: 'End Timecode',
	name: 'endTimecode',
	type: 'string',
	default: '',
	placeholder: 'e.g. 00:02:33',
	description: 'Where the clip ends (hours:minutes:seconds), or a number of seconds',
};

/** The part of a video that a new one is to keep. */
export const clipGroup: INodeProperties = {
	displayName: 'Clip',
	name: 'clip',
	type: 'fixedCollection',
	placeholder: 'Add clip',
	default: {},
	description: 'Keep only a part of the video',
	options: [{ displayName: 'Clip', name: 'value', values: [START, END] }],
};

/**
 * @param fields what {@link clipGroup} holds
 * @returns the attribute `clip` of `POST /videos`; undefined where nothing was filled in
 * @throws Trouble when a timecode is no time, or they are the wrong way round
 */
export function readClip(fields: IDataObject): IDataObject | undefined {
	const clip: IDataObject = {};
	for (const { name, displayName } of [START, END]) {
		if (!isBlank(fields[name])) clip[name] = readTimecode(fields[name], displayName);
	}
	const { startTimecode, endTimecode } = clip;
	if (startTimecode === undefined && endTimecode === undefined) return undefined;
	if (startTimecode !== undefined && endTimecode !== undefined) {
		checkOrder(String(startTimecode), String(endTimecode));
	}
	return clip;
}

function checkOrder(start: string, end: string): void {
	if (start !== end && wholeSeconds(start) <= wholeSeconds(end)) return;
	throw new Trouble(
		`Start Timecode is not before End Timecode: ${quote(start)} and ${quote(end)}`,
		'Enter a clip that begins before it ends, or leave one of the two empty.',
	);
}
