import {
	Workflow,
	type ILoadOptionsFunctions,
	type INode,
	type INodeType,
	type INodeTypes,
} from 'n8n-workflow';
import { additionalData } from './additionalData';
import { CredentialsHelper, type StoredCredential } from './credentials';
import { host } from './host';

/** n8n's functions while the editor fills a list of a node. */
export function editorOf(nodeType: INodeType, credential: StoredCredential): ILoadOptionsFunctions {
	const node: INode = {
		id: 'Tested',
		name: 'Tested',
		type: 'tested',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [credential.type.name]: { id: '1', name: 'key' } },
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: 'list',
		active: false,
		nodeTypes,
		nodes: [node],
		connections: {},
	});
	const data = additionalData('list', new CredentialsHelper([credential]));
	return new host.core.LoadOptionsContext(workflow, node, data, '');
}
