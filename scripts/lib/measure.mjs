import { idleBytes, watchMemory } from './memory.mjs';

/**
 * How far a process grows while something is done.
 * @template T
 * @param {number} pid
 * @param {() => Promise<T>} work begins once the process is at rest
 * @returns {Promise<{ result: T, idleBytes: number, peakBytes: number, growthBytes: number }>}
 *   growthBytes: peak over idle
 */
export async function measureGrowth(pid, work) {
	const idle = await idleBytes(pid);
	const watched = watchMemory(pid);
	try {
		const result = await work();
		const { peakBytes } = await watched();
		return { result, idleBytes: idle, peakBytes, growthBytes: peakBytes - idle };
	} catch (error) {
		await watched().catch(() => {});
		throw error;
	}
}

/**
 * Runs a workflow in a running n8n and reports time and memory.
 * @param {import('./start-n8n.mjs').N8n} n8n
 * @param {string} workflowId
 * @param {Parameters<import('./n8n-client.mjs').N8nClient['execute']>[1]} [options]
 * @returns {Promise<{ execution: import('./execution.mjs').Execution, idleBytes: number,
 *   peakBytes: number, growthBytes: number }>} growthBytes: peak over idle
 */
export async function measureExecution(n8n, workflowId, options) {
	const { result, ...growth } = await measureGrowth(n8n.pid, () =>
		n8n.client.execute(workflowId, options),
	);
	return { execution: result, ...growth };
}
