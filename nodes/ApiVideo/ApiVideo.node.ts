import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { createClock } from './n8n/clock';
import { failedItem, itemError } from './n8n/itemErrors';
import { findOperation, resources } from './resources';
import { resourceProperties } from './resources/properties';
import { searchUploadTokens } from './resources/shared/uploadTokenLocator';
import { searchVideos } from './resources/shared/videoLocator';

export class ApiVideo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'api.video',
		name: 'apiVideo',
		icon: { light: 'file:../../icons/apivideo.svg', dark: 'file:../../icons/apivideo.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Upload videos of any size to api.video, and manage videos and delegated tokens',
		defaults: { name: 'api.video' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'apiVideoApi',
				required: true,
				displayOptions: { show: { authentication: ['apiKey'] } },
			},
			{
				name: 'apiVideoUploadTokenApi',
				required: true,
				displayOptions: { show: { authentication: ['delegatedToken'] } },
			},
		],
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				options: [
					{
						name: 'API Key',
						value: 'apiKey',
						description: 'For everything the node can do',
					},
					{
						name: 'Delegated Token',
						value: 'delegatedToken',
						description: 'For someone who was given a token and no API key: uploads only',
					},
				],
				default: 'apiKey',
			},
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: resources.map(({ name, value }) => ({ name, value })),
				default: 'video',
			},
			...resources.flatMap(resourceProperties),
		],
	};

	methods = { listSearch: { searchUploadTokens, searchVideos } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const signal = this.getExecutionCancelSignal();
		const clock = createClock(signal);
		const results: INodeExecutionData[] = [];
		for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
			try {
				const resource = this.getNodeParameter('resource', itemIndex) as string;
				const name = this.getNodeParameter('operation', itemIndex) as string;
				const operation = findOperation(resource, name);
				if (!operation) {
					throw new NodeOperationError(this.getNode(), `There is no operation '${name}'`);
				}
				const json = await operation.execute({ n8n: this, itemIndex, clock });
				for (const entry of Array.isArray(json) ? json : [json]) {
					results.push({ json: entry as IDataObject, pairedItem: { item: itemIndex } });
				}
			} catch (error) {
				const shown = itemError(this, error, itemIndex);
				if (!this.continueOnFail() || signal?.aborted) throw shown;
				results.push(failedItem(shown, itemIndex));
			}
		}
		return [results];
	}
}
