import type { INodeProperties } from 'n8n-workflow';
import { QUALITY_COMPLETED } from '../resources/webhook/webhookEvents';
import { MAX_AGE_MINUTES } from './freshness';
import { triggerEvents, VIDEO_READY } from './triggerEvents';

const forQualities = { show: { '/events': [QUALITY_COMPLETED] } };

/** Which events start the workflow. */
export const eventsField: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: triggerEvents,
	default: [VIDEO_READY],
	description:
		'What starts the workflow. Video Ready to Watch comes once for each video; where n8n runs several webhook processes it may come twice. Together with Video Quality Encoded, the first quality gives two items, which differ in their field type.',
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
	description:
		'Start the workflow with Video Quality Encoded for these formats only. None means all.',
};

/** The option for the title, the addresses and more. */
export const includeDetailsField: INodeProperties = {
	displayName: 'Include Video Details',
	name: 'includeVideoDetails',
	type: 'boolean',
	default: true,
	description:
		'Whether to add title, player address and more to each event of a video. They are fetched for ten seconds at most; without them the event comes all the same, and its field videoDetails says why.',
};

/** The option for how old an event may be. */
export const maxAgeField: INodeProperties = {
	displayName: 'Max Age (Minutes)',
	name: 'maxAge',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: MAX_AGE_MINUTES },
	default: MAX_AGE_MINUTES,
	description:
		'Refuse events that were emitted longer ago. Three days unless changed: for so long an event that comes a second time is recognised, so that nobody can play back an old one. 0 takes events of any age, and with them what is played back later.',
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
	description:
		'Start the workflow with Video Quality Encoded for these qualities only. None means all.',
};

/** What is rarely needed. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [formatsField, includeDetailsField, maxAgeField, qualitiesField],
};

/** The parameters of the trigger. */
export const triggerProperties: INodeProperties[] = [eventsField, optionsField];
