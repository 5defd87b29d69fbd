import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { filledIn } from '../shared/filledIn';
import { watermarkField, watermarkIdIn } from '../shared/watermarkLocator';

const distance = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. 10px',
	description: 'Distance from this edge of the video, in px or %',
});

const extent = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. 50%',
	description: 'In px, in % of the video, or "initial" for the size of the image',
});

/** The image that a new video is to show, and where. */
export const watermarkGroup: INodeProperties = {
	displayName: 'Watermark',
	name: 'watermark',
	type: 'fixedCollection',
	placeholder: 'Add watermark',
	default: {},
	description: 'Put an image onto the video',
	options: [
		{
			displayName: 'Watermark',
			name: 'value',
			values: [
				{
					...watermarkField,
					name: 'id',
					description: 'The image that was uploaded with Watermark > Upload',
				},
				distance('Bottom', 'bottom'),
				extent('Height', 'height'),
				distance('Left', 'left'),
				{
					displayName: 'Opacity',
					name: 'opacity',
					type: 'string',
					default: '',
					placeholder: 'e.g. 70%',
					description: 'How much the image covers the video, in %',
				},
				distance('Right', 'right'),
				distance('Top', 'top'),
				extent('Width', 'width'),
			],
		},
	],
};

/**
 * @param fields what {@link watermarkGroup} holds
 * @returns the attribute `watermark` of `POST /videos`; undefined where nothing was filled in
 * @throws Trouble when there is a place for an image, but no image
 */
export function readWatermark({ id, ...placement }: IDataObject): IDataObject | undefined {
	const watermarkId = watermarkIdIn(id);
	const placed = filledIn(placement);
	if (watermarkId !== undefined) return { id: watermarkId, ...placed };
	if (Object.keys(placed).length === 0) return undefined;
	throw new Trouble(
		'No watermark was picked',
		'Pick one in Watermark, or remove the watermark from Additional Fields.',
	);
}
