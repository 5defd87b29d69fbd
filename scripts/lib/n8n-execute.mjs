import { readExecution } from './execution.mjs';

/**
 * Runs a workflow with `n8n execute`, as a cron job on a server would: in a process of its own,
 * with the database of the running n8n.
 * A workflow that fails makes the command fail: that is a CommandError with what n8n printed.
 * @param {(args: string[]) => Promise<{ stdout: string }>} command
 * @param {string} workflowId
 * @returns {Promise<import('./execution.mjs').Execution>}
 */
export async function executeByCommand(command, workflowId) {
	const { stdout } = await command(['execute', `--id=${workflowId}`, '--rawOutput']);
	const run = JSON.parse(jsonIn(stdout));
	return readExecution({ ...run, id: '' }, run.data);
}

/**
 * n8n prints its log before and after the result: the result is what lies between a brace at the
 * beginning of a line and the next closing brace there.
 * @param {string} text
 */
function jsonIn(text) {
	const [json] = /^\{$[\s\S]*?^\}$/m.exec(text) ?? [];
	if (json === undefined) throw new Error(`n8n printed no result:\n${text.slice(-2000)}`);
	return json;
}
