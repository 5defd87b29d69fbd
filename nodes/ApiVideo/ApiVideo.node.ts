import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	API_KEY_CREDENTIAL,
	DELEGATED_TOKEN_CREDENTIAL,
	FILE_SERVER_OAUTH2_CREDENTIAL,
	FILE_SERVER_PICKER,
} from './api/credentialTypes';
import { parametersOfItem } from './n8n/parameters';
import { testFileServer } from './n8n/web/testFileServer';
import { findOperation, listSearchOf, resources } from './resources';
import type { Operation } from './resources/operation';
import { resourceList, resourceProperties } from './resources/properties';
import { runForItems } from './resources/runForItems';
import { subtitleOf } from './resources/subtitle';
import { headerShown, oAuth2Shown } from './resources/video/fileFrom';
import { keyShown, tokenShown } from './resources/video/uploadWith';

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
			{ name: API_KEY_CREDENTIAL.name, required: true, displayOptions: keyShown },
			{ name: DELEGATED_TOKEN_CREDENTIAL.name, required: true, displayOptions: tokenShown },
			{
				// In full: n8n's linter looks here for whoever tests a credential.
				name: 'apiVideoFileServerApi',
				displayName: FILE_SERVER_PICKER,
				required: true,
				displayOptions: headerShown,
				testedBy: 'testFileServer',
			},
			{
				name: FILE_SERVER_OAUTH2_CREDENTIAL.name,
				displayName: FILE_SERVER_PICKER,
				required: true,
				displayOptions: oAuth2Shown,
			},
		],
		properties: [resourceList(resources), ...resources.flatMap(resourceProperties)],
	};

	methods = { listSearch: listSearchOf(resources), credentialTest: { testFileServer } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runForItems(this, chosenOperation(this));
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
