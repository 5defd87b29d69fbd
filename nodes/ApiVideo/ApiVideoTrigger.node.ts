import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { API_KEY_CREDENTIAL } from './api/credentialTypes';
import { triggerProperties } from './trigger/properties';
import { receive } from './trigger/receive';
import { isRegistered, register } from './trigger/registration';
import { LISTENING, PUBLISHED, subtitle, triggerPanel } from './trigger/texts';
import { unregisterStored } from './trigger/unregister';

export class ApiVideoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'api.video Trigger',
		name: 'apiVideoTrigger',
		icon: { light: 'file:../../icons/apivideo.svg', dark: 'file:../../icons/apivideo.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		// The node panel shows the node and its trigger as one entry, with this text.
		description:
			'Upload videos of any size and manage them, or start the workflow when a video can be watched, a live stream begins or ends, or captions or a summary are ready',
		defaults: { name: 'api.video Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: API_KEY_CREDENTIAL.name, required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		eventTriggerDescription: LISTENING,
		activationMessage: PUBLISHED,
		triggerPanel,
		properties: triggerProperties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregisterStored(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
