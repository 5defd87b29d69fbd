import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { readChoices } from '../../values/choices';

/** The event of a video that can be watched in one more quality. */
export const QUALITY_COMPLETED = 'video.encoding.quality.completed';

/** Everything api.video tells a webhook about. The values are its own. */
export const webhookEvents: NonNullable<INodeProperties['options']> = [
	{
		name: 'Live Stream Ended',
		value: 'live-stream.broadcast.ended',
		description: 'A live stream has gone off air',
	},
	{
		name: 'Live Stream Recorded',
		value: 'video.source.recorded',
		description: 'The recording of a live stream has become a video and waits for encoding',
	},
	{
		name: 'Live Stream Started',
		value: 'live-stream.broadcast.started',
		description: 'A live stream has gone on air',
	},
	{
		name: 'Video Captions Generated',
		value: 'video.caption.generated',
		description: 'Captions were made from what is spoken in a video',
	},
	{
		name: 'Video Quality Encoded',
		value: QUALITY_COMPLETED,
		description: 'A video can be watched in one more quality: one event per quality and format',
	},
	{
		name: 'Video Summary Generated',
		value: 'video.summary.generated',
		description: 'A summary of a video was made',
	},
];

/**
 * @param value what a field with {@link webhookEvents} holds
 * @throws Trouble when no event was chosen, or one that api.video does not know
 */
export function readEvents(value: unknown, field: INodeProperties): string[] {
	const events = readChoices(value, field) ?? [];
	if (events.length > 0) return events;
	const { displayName: label } = field;
	throw new Trouble(`${label} is empty`, `Choose at least one event in ${label}.`);
}
