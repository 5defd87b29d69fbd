import type { INodeProperties } from 'n8n-workflow';
import { thumbnailOfVideo } from '../../api/paths/videos';
import { MIB } from '../../upload';
import type { Operation } from '../operation';
import { readImage } from '../shared/imageFile';
import { inputBinaryField } from '../shared/inputBinaryField';
import { readVideoId, videoLocator } from './videoLocator';
import { readTimecode } from './timecode';

/** Source: attribute `file` of `POST /videos/{videoId}/thumbnail`. */
const RULES = {
	use: 'a thumbnail',
	formats: ['JPEG', 'PNG', 'WebP'],
	maxBytes: 8 * MIB,
} as const;

const thumbnailFromField: INodeProperties = {
	displayName: 'Thumbnail From',
	name: 'thumbnailFrom',
	type: 'options',
	options: [
		{ name: 'Frame', value: 'timecode', description: 'A moment of the video itself' },
		{ name: 'Image', value: 'image', description: 'A file from an earlier step' },
	],
	default: 'timecode',
	description: 'Where the picture comes from',
};

const timecodeField: INodeProperties = {
	displayName: 'Timecode',
	name: 'timecode',
	type: 'string',
	required: true,
	displayOptions: { show: { thumbnailFrom: ['timecode'] } },
	default: '00:00:00',
	placeholder: 'e.g. 00:01:15',
	description:
		'The moment in the video (hours:minutes:seconds), or a number of seconds. Beyond the end of the video, its first frame is taken.',
};

export const setThumbnail: Operation = {
	value: 'setThumbnail',
	name: 'Set Thumbnail',
	action: 'Set video thumbnail',
	description: 'Choose the picture that stands for a video: one of its frames, or an image',
	properties: [
		videoLocator,
		thumbnailFromField,
		timecodeField,
		{
			...inputBinaryField,
			displayOptions: { show: { thumbnailFrom: ['image'] } },
			description: `A JPEG, PNG or WebP image of up to ${RULES.maxBytes / MIB} MiB`,
		},
	],
	async execute(context) {
		const { api, parameters } = context;
		const request = thumbnailOfVideo(readVideoId(context));
		if (parameters.choice<'image' | 'timecode'>(thumbnailFromField) === 'timecode') {
			const entered = parameters.raw(timecodeField);
			const body = { timecode: readTimecode(entered, timecodeField.displayName) };
			return await api.patch({ ...request, body });
		}
		const body = new FormData();
		body.append('file', await readImage(context, RULES));
		return await api.post({
			...request,
			fileUse: RULES.use,
			body,
			repeatable: true,
			rerunnable: true,
		});
	},
};
