import { Trouble } from '../../api/trouble';
import type { Operation } from '../operation';
import { registerWebhook } from '../shared/registerWebhook';
import { QUALITY_COMPLETED, webhookEvents } from '../shared/webhookEvents';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create webhook',
	description:
		'Have api.video call an address when something happens. To start a workflow, use the api.video Trigger.',
	properties: [
		{
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			required: true,
			options: webhookEvents,
			default: [QUALITY_COMPLETED],
			description: 'What to be told about',
		},
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://example.com/webhooks',
			description: 'Where to send the events. api.video must be able to reach it.',
		},
	],
	async execute({ n8n, itemIndex, clock }) {
		const url = readUrl(n8n.getNodeParameter('url', itemIndex, ''));
		const events = readEvents(n8n.getNodeParameter('events', itemIndex, []));
		return await registerWebhook(n8n, clock, url, events);
	},
};

function readUrl(value: unknown): string {
	const url = String(value ?? '').trim();
	if (!/^https?:\/\/[^\s/]\S*$/.test(url)) {
		throw new Trouble(
			url === '' ? 'URL is empty' : `URL is not a web address: '${url}'`,
			'Enter the full address to which the events are to go; it begins with https:// or http://.',
		);
	}
	return url;
}

function readEvents(value: unknown): string[] {
	const events = [value].flat().map(String).filter(Boolean);
	const known = webhookEvents.map((option) => ('value' in option ? option.value : ''));
	if (events.length === 0) {
		throw new Trouble('Events is empty', 'Choose at least one event in Events.');
	}
	const unknown = events.find((event) => !known.includes(event));
	if (unknown !== undefined) {
		throw new Trouble(
			`Events holds an event that api.video does not know: '${unknown}'`,
			`It knows these: ${known.join(', ')}.`,
		);
	}
	return events;
}
