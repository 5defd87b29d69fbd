import {
	Workflow,
	type INodeParameters,
	type INodeTypes,
	type IWorkflowDataProxyAdditionalKeys,
} from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';

/**
 * @param keys what the expression may name besides the usual, such as `$credentials`
 * @returns what n8n makes of an expression, for a step with these parameters
 */
export function evaluated(
	expression: unknown,
	parameters: INodeParameters = {},
	keys: IWorkflowDataProxyAdditionalKeys = {},
): unknown {
	const type = new ApiVideo();
	const node = {
		id: 'step',
		name: 'Step',
		type: 'apiVideo',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ active: false, nodes: [node], connections: {}, nodeTypes });
	return workflow.expression.getSimpleParameterValue(node, String(expression), 'internal', keys);
}
