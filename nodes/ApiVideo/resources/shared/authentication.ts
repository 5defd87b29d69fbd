import type { INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../operation';

/** Which credential the step uses. */
export const authenticationField: INodeProperties = {
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
};

/**
 * @returns whether there is a delegated token and no API key
 * @throws Trouble when Authentication has a value that does not exist
 */
export function hasTokenOnly(context: OperationContext): boolean {
	return context.parameters.choice(authenticationField) === 'delegatedToken';
}
