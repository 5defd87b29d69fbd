import type { INodeProperties } from 'n8n-workflow';
import { readSwitch } from '../../values/switch';
import { isBlank } from '../../values/text';
import { maxWaitField, readMaxWait } from './maxWait';

const waitUntilPlayableField: INodeProperties = {
	displayName: 'Wait Until Playable',
	name: 'waitUntilPlayable',
	type: 'boolean',
	default: false,
	description: 'Whether to go on only when the video can be watched',
};

/** What Options have about waiting for a new video. */
export const waitFields: readonly INodeProperties[] = [
	waitUntilPlayableField,
	{
		...maxWaitField,
		description:
			'With Wait Until Playable: how long to wait until the video is playable before giving up',
	},
];

/** Whether to wait for a new video, and for how long. */
export interface Wait {
	readonly waitUntilPlayable: boolean;
	/** In minutes. */
	readonly maxWait: number;
}

/**
 * @param given what was added under Options
 * @throws Trouble when the switch cannot be understood, or the time is out of range
 */
export function readWait(given: Readonly<Record<string, unknown>>): Wait {
	const { waitUntilPlayable, maxWait } = given;
	const { displayName: label } = waitUntilPlayableField;
	return {
		waitUntilPlayable: readSwitch(waitUntilPlayable, label) ?? false,
		maxWait: isBlank(maxWait) ? Number(maxWaitField.default) : readMaxWait(maxWait),
	};
}
