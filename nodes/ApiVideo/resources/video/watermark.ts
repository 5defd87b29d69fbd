import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { readField } from '../../values/field';
import { isBlank } from '../../values/text';
import { watermarkField, watermarkIdIn } from '../watermark/watermarkLocator';

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

/** Where the image is, and how large. */
const placement: readonly INodeProperties[] = [
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
];

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
				...placement,
			],
		},
	],
};

/**
 * @param fields what {@link watermarkGroup} holds
 * @returns the attribute `watermark` of `POST /videos`; undefined where nothing was filled in
 * @throws Trouble when there is a place for an image, but no image
 */
export function readWatermark(fields: IDataObject): IDataObject | undefined {
	const watermarkId = watermarkIdIn(fields.id);
	const filledIn = placement.filter(({ name }) => !isBlank(fields[name]));
	const placed = Object.fromEntries(
		filledIn.map((field) => [field.name, readField(fields[field.name], field)]),
	);
	if (watermarkId !== undefined) return { id: watermarkId, ...placed };
	if (Object.keys(placed).length === 0) return undefined;
	throw new Trouble(
		'No watermark was picked',
		'Pick one in Watermark, or remove the watermark from Additional Fields.',
	);
}
