import type { INodeProperties } from 'n8n-workflow';

/** The fields of both credential types that say where requests go. */
export const environmentProperties: INodeProperties[] = [
	{
		displayName: 'Environment',
		name: 'environment',
		type: 'options',
		options: [
			{ name: 'Production', value: 'production', description: 'Your real videos' },
			{
				name: 'Sandbox',
				value: 'sandbox',
				description: 'For trying out: videos are cut to 30 seconds and deleted after 24 hours',
			},
			{ name: 'Custom', value: 'custom', description: 'A proxy or an emulator of api.video' },
		],
		default: 'production',
		description: 'A key or token belongs to one environment and is refused in the other',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		displayOptions: { show: { environment: ['custom'] } },
		required: true,
		default: '',
		placeholder: 'e.g. http://localhost:8080',
		description: 'Where requests go instead of api.video',
	},
];

/** The same address in the expressions of a credential test, which cannot call code. */
export const BASE_URL_EXPRESSION =
	'={{ $credentials.environment === "custom" ? $credentials.baseUrl.trim().replace(/\\/+$/, "") : $credentials.environment === "sandbox" ? "https://sandbox.api.video" : "https://ws.api.video" }}';
