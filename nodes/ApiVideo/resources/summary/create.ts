import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NEW_SUMMARY, SUMMARIES } from '../../api/paths/summaries';
import { readChoices } from '../../values/choices';
import { readSwitch } from '../../values/switch';
import type { Operation } from '../operation';
import { fieldsOf, optionsOf } from '../shared/collections';
import { summaryAttributesField } from '../video/videoFields';
import { readVideoId, videoLocator } from '../video/videoLocator';
import { oneVideo } from '../../api/paths/videos';
import type { Words } from '../../api/words';

const attributesField: INodeProperties = {
	...summaryAttributesField,
	displayName: 'Attributes',
	name: 'attributes',
};

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create summary',
	description: 'Have api.video write a summary of a video, or create an empty one to fill in later',
	properties: [
		videoLocator,
		optionsOf([
			attributesField,
			{
				displayName: 'Generate',
				name: 'generate',
				type: 'boolean',
				default: true,
				description:
					'Whether api.video writes the summary. Without it the summary is empty until Summary > Update fills it in.',
			},
		]),
	],
	async execute(context) {
		const videoId = readVideoId(context);
		const options = fieldsOf(context, 'options');
		const body: IDataObject = { videoId };
		const attributes = readChoices(options.attributes, attributesField) ?? [];
		if (readSwitch(options.generate, 'Generate') ?? true) {
			body.origin = 'auto';
			if (attributes.length > 0) body.attributes = attributes;
		}
		const { subject } = oneVideo(videoId);
		const conflict = hasOne(videoId);
		const words = { 'summary-already-exists': conflict, 409: conflict };
		return await context.api.make({ path: SUMMARIES, subject, words, body }, NEW_SUMMARY);
	},
};

/** A video has one summary. Source: `summary-already-exists` of `POST /summaries`. */
function hasOne(videoId: string): Words {
	return [
		`The video ${videoId} has a summary already, or one is being written`,
		'Summary > Get Many with the filter Video finds it. Delete it first to have a new one written, or change it with Summary > Update.',
	];
}
