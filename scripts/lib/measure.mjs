import { idleBytes, watchMemory } from './memory.mjs';

/**
 * Runs a workflow in a running n8n and reports time and memory.
 * @param {import('./start-n8n.mjs').N8n} n8n
 * @param {string} workflowId
 * @param {Parameters<import('./n8n-client.mjs').N8nClient['execute']>[1]} [options]
 * @returns {Promise<{ execution: import('./execution.mjs').Execution, idleBytes: number,
 *   peakBytes: number, growthBytes: number }>} growthBytes: peak over idle
 */
export async function measureExecution(n8n, workflowId, options) {
	const idle = await idleBytes(n8n.pid);
	const watched = watchMemory(n8n.pid);
	const execution = await n8n.client.execute(workflowId, options);
	const { peakBytes } = await watched();
	return { execution, idleBytes: idle, peakBytes, growthBytes: peakBytes - idle };
}
