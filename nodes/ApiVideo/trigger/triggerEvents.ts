import type { INodePropertyOptions } from 'n8n-workflow';
import { QUALITY_COMPLETED, webhookEvents } from '../resources/webhook/webhookEvents';

/** What the trigger makes of the first quality of a video; api.video has no such event. */
export const VIDEO_READY = 'videoReady';

/** What starts the workflow: the events of api.video, and one that the trigger makes of them. */
export const triggerEvents: INodePropertyOptions[] = [
	...(webhookEvents as INodePropertyOptions[]),
	{
		name: 'Video Ready to Watch',
		value: VIDEO_READY,
		description: 'A video can be watched for the first time: once for each video',
	},
].sort((one, other) => one.name.localeCompare(other.name));

/** @returns what api.video has to tell the webhook about, so that these start the workflow */
export function eventsToRegister(events: readonly string[]): string[] {
	return [...new Set(events.map((event) => (event === VIDEO_READY ? QUALITY_COMPLETED : event)))];
}
