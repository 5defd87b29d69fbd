import { createInterface } from 'node:readline';
import { endWithParent, projectFolder } from './folders.mjs';
import { startProcess, stopProcess } from './processes.mjs';

/**
 * @typedef {object} ServerProcess a server in a process of its own, so that it shares neither memory nor
 *   time with what is measured
 * @property {string} url without a slash at the end
 * @property {(method: string, path: string, body?: object, authorization?: string) => Promise<any>} call
 *   the JSON of its answer; throws for every status but 2xx
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a program of this project that prints its address.
 * @param {string} node the executable
 * @param {string[]} args the script, relative to the project, and its arguments
 * @returns {Promise<ServerProcess>}
 */
export async function startServer(node, args) {
	const [script] = args;
	const child = startProcess(node, ['--import', endWithParent, '--import', 'tsx', ...args], {
		cwd: projectFolder,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const url = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`${script} ended with code ${code}.`)));
		if (child.stdout) createInterface(child.stdout).once('line', resolve);
	});
	return {
		url,
		call: async (method, path, body, authorization) => {
			const response = await fetch(url + path, {
				method,
				headers: {
					...(authorization !== undefined && { authorization }),
					...(body && { 'content-type': 'application/json' }),
				},
				body: body && JSON.stringify(body),
			});
			if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
			return response.status === 204 ? undefined : await response.json();
		},
		stop: async () => await stopProcess(child),
	};
}
