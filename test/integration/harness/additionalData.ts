import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import type { CredentialsHelper } from './credentials';
import { host } from './host';

/** What n8n's server adds to an execution. The addresses are there to be read, nobody listens. */
export function additionalData(
	executionId: string,
	credentialsHelper: CredentialsHelper,
): IWorkflowExecuteAdditionalData {
	const address = 'http://localhost:5678';
	return {
		executionId,
		credentialsHelper,
		hooks: new host.core.ExecutionLifecycleHooks('trigger', executionId, {
			id: 'harness',
			name: 'harness',
			active: false,
			isArchived: false,
			activeVersionId: null,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes: [],
			connections: {},
		}),
		currentNodeExecutionIndex: 0,
		restApiUrl: `${address}/rest`,
		instanceBaseUrl: address,
		formBaseUrl: `${address}/form`,
		formWaitingBaseUrl: `${address}/form-waiting`,
		formTestBaseUrl: `${address}/form-test`,
		webhookBaseUrl: `${address}/webhook`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		mcpBaseUrl: `${address}/mcp`,
		mcpTestBaseUrl: `${address}/mcp-test`,
		externalSecretsProxy: host.externalSecrets,
		variables: {},
		setExecutionStatus: () => {},
		sendDataToUI: () => {},
		logAiEvent: () => {},
		executeWorkflow: unavailable,
		getRunExecutionData: unavailable,
		getRuntimeCredential: unavailable,
		startRunnerTask: unavailable,
	};
}

async function unavailable(): Promise<never> {
	throw new Error('The harness runs one node, without n8n’s server');
}
