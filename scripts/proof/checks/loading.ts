import { must } from '../seen';
import type { Check } from '../matrix';

const NODES = ['n8n-nodes-apivideo.apiVideo', 'n8n-nodes-apivideo.apiVideoTrigger'];
const CREDENTIALS = [
	'apiVideoApi',
	'apiVideoUploadTokenApi',
	'apiVideoFileServerApi',
	'apiVideoFileServerOAuth2Api',
];

export const loading: Check[] = [
	{
		title: 'Node, trigger and all types of credential are there',
		async run({ n8n }) {
			const nodes = (await n8n.client.types('nodes')).map(({ name }) => name);
			const credentials = (await n8n.client.types('credentials')).map(({ name }) => name);
			const missing = [
				...NODES.filter((name) => !nodes.includes(name)),
				...CREDENTIALS.filter((name) => !credentials.includes(name)),
			];
			must(missing.length === 0, () => `${missing.join(', ')} missing`);
		},
	},
];
