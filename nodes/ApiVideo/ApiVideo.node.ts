import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { Execution } from './n8n/execution';
import { failedItem, itemError, withWhatIsDone } from './n8n/itemErrors';
import { parametersOfItem } from './n8n/parameters';
import { runItems } from './n8n/runItems';
import { logUnreadable } from './n8n/unreadable';
import { findOperation, resources } from './resources';
import { FileOutput, type Operation, type OperationContext } from './resources/operation';
import { resourceList, resourceProperties } from './resources/properties';
import { searchLanguages } from './resources/shared/languageLocator';
import { searchLiveStreams } from './resources/shared/liveStreamLocator';
import {
	searchPlayerThemes,
	searchPlayerThemesOrNone,
} from './resources/shared/playerThemeLocator';
import { searchSummaries } from './resources/shared/summaryLocator';
import { searchUploadTokens } from './resources/shared/uploadTokenLocator';
import { searchVideos } from './resources/shared/videoLocator';
import { searchWatermarks } from './resources/shared/watermarkLocator';
import { searchWebhooks } from './resources/shared/webhookLocator';
import { searchDiscardedVideos } from './resources/video/discardedVideoLocator';
import { subtitleOf } from './resources/subtitle';
import { apiKeyShown, tokenCredentialShown } from './resources/video/uploadWith';

export class ApiVideo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'api.video',
		name: 'apiVideo',
		icon: { light: 'file:../../icons/apivideo.svg', dark: 'file:../../icons/apivideo.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(resources),
		description:
			'Upload videos of any size to api.video, and manage videos, delegated tokens, captions, live streams and more',
		defaults: { name: 'api.video' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'apiVideoApi',
				required: true,
				displayOptions: apiKeyShown,
			},
			{
				name: 'apiVideoUploadTokenApi',
				required: true,
				displayOptions: tokenCredentialShown,
			},
		],
		properties: [resourceList(resources), ...resources.flatMap(resourceProperties)],
	};

	methods = {
		listSearch: {
			searchDiscardedVideos,
			searchLanguages,
			searchLiveStreams,
			searchPlayerThemes,
			searchPlayerThemesOrNone,
			searchSummaries,
			searchUploadTokens,
			searchVideos,
			searchWatermarks,
			searchWebhooks,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = chosenOperation(this);
		const execution = new Execution(this);
		const { clock, signal } = execution;
		const contextOf = (itemIndex: number): OperationContext => {
			const parameters = parametersOfItem(this, itemIndex);
			return { n8n: this, itemIndex, parameters, clock, execution, signal };
		};
		const failed = (error: unknown, itemIndex: number): INodeExecutionData[] => {
			logUnreadable(this.logger, error);
			const shown = itemError(this, error, itemIndex);
			if (!this.continueOnFail() || signal.aborted) throw shown;
			return [failedItem(shown, itemIndex)];
		};

		const count = this.getInputData().length;
		const refused = new Map<number, INodeExecutionData[]>();
		for (let itemIndex = 0; operation.check && itemIndex < count; itemIndex++) {
			try {
				await operation.check(contextOf(itemIndex));
			} catch (error) {
				refused.set(itemIndex, failed(error, itemIndex));
			}
		}

		const runItem = async (itemIndex: number): Promise<INodeExecutionData[]> => {
			const known = refused.get(itemIndex);
			if (known) return known;
			try {
				const result = await operation.execute(contextOf(itemIndex));
				if (operation.makesNew) execution.count();
				const pairedItem = { item: itemIndex };
				if (result instanceof FileOutput) {
					return [{ json: result.json, binary: { ...result.binary }, pairedItem }];
				}
				const entries = Array.isArray(result) ? result : [result];
				return entries.map((json) => ({ json, pairedItem }));
			} catch (error) {
				return failed(error, itemIndex);
			}
		};
		const parallel = operation.parallelItems?.(parametersOfItem(this, 0)) ?? 1;
		try {
			const results = await runItems(count, parallel, runItem);
			execution.tellWhatHappened();
			return [results.flat()];
		} catch (error) {
			throw withWhatIsDone(error, execution.tellWhatIsDone(count));
		}
	}
}

function chosenOperation(n8n: IExecuteFunctions): Operation {
	const parameters = parametersOfItem(n8n, 0);
	const resource = String(parameters.raw({ name: 'resource', default: '' }));
	const name = String(parameters.raw({ name: 'operation', default: '' }));
	const operation = findOperation(resource, name);
	if (operation) return operation;
	throw new NodeOperationError(n8n.getNode(), `There is no operation '${name}'`);
}
