import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import { registerWebhook } from './registerWebhook';
import { QUALITY_COMPLETED, readEvents, webhookEvents } from './webhookEvents';

const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: webhookEvents,
	default: [QUALITY_COMPLETED],
	description: 'What to be told about',
};

const urlField: INodeProperties = {
	displayName: 'URL',
	name: 'url',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/webhooks',
	description: 'Where to send the events. api.video must be able to reach it.',
};

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create webhook',
	description:
		'Have api.video call an address when something happens. The output has the signature secret that its events are checked with. To start a workflow, use the api.video Trigger.',
	makesNew: true,
	properties: [eventsField, urlField],
	async execute({ api, parameters }) {
		const url = parameters.address(
			urlField,
			'Enter the full address to which the events are to go; it begins with https:// or http://.',
		);
		const events = readEvents(parameters.raw(eventsField), eventsField);
		return await registerWebhook(api, url, events);
	},
};
