import type { INodeProperties } from 'n8n-workflow';
import { QUALITY_COMPLETED, webhookEvents } from '../resources/shared/webhookEvents';

const forQualities = { show: { '/events': [QUALITY_COMPLETED] } };

/** Which events start the workflow. */
export const eventsField: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: webhookEvents,
	default: [QUALITY_COMPLETED],
	description: 'What starts the workflow',
};

/** The option for once per video. */
export const firstPlayableOnlyField: INodeProperties = {
	displayName: 'First Playable Quality Only',
	name: 'firstPlayableOnly',
	type: 'boolean',
	displayOptions: forQualities,
	default: true,
	description:
		'Whether a video starts the workflow once, as soon as it can be watched, and not again for each further quality',
};

/** The option for certain formats. */
export const formatsField: INodeProperties = {
	displayName: 'Formats',
	name: 'formats',
	type: 'multiOptions',
	displayOptions: forQualities,
	options: [
		{ name: 'HLS', value: 'hls' },
		{ name: 'MP4', value: 'mp4' },
	],
	default: ['hls'],
	description: 'Start the workflow for these formats only. None means all.',
};

/** The option for how old an event may be. */
export const maxAgeField: INodeProperties = {
	displayName: 'Max Age (Minutes)',
	name: 'maxAge',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 5,
	description:
		'Refuse events that were sent longer ago, so that nobody can play back an old one. 0 takes events of any age.',
};

/** The option for certain qualities. */
export const qualitiesField: INodeProperties = {
	displayName: 'Qualities',
	name: 'qualities',
	type: 'multiOptions',
	displayOptions: forQualities,
	options: ['1080p', '2160p', '240p', '360p', '480p', '720p'].map((value) => ({
		name: value,
		value,
	})),
	default: ['720p'],
	description: 'Start the workflow for these qualities only. None means all.',
};

/** What is rarely needed. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [firstPlayableOnlyField, formatsField, maxAgeField, qualitiesField],
};

/** The parameters of the trigger. */
export const triggerProperties: INodeProperties[] = [eventsField, optionsField];
