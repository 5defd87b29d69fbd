/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { createInterface } from 'node:readline';
import { endWithParent, projectFolder, startProcess, stopProcess } from '../scripts/lib/lab.mjs';

/** A server in a process of its own, so that it shares neither memory nor time with a contender. */
export interface ServerProcess {
	/** Without a slash at the end. */
	url: string;
	/**
	 * Calls it.
	 *
	 * @param authorization value of the header, where one is asked for
	 * @returns the JSON of its answer
	 * @throws for every status but 2xx
	 */
	call<T>(method: string, path: string, body?: object, authorization?: string): Promise<T>;
	stop(): Promise<void>;
}

/**
 * Starts a program of this project that prints its address.
 *
 * @param node the executable
 * @param args the script, relative to the project, and its arguments
 */
export async function startServer(node: string, args: string[]): Promise<ServerProcess> {
	const [script] = args;
	const child = startProcess(node, ['--import', endWithParent, '--import', 'tsx', ...args], {
		cwd: projectFolder,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const url = await new Promise<string>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`${script} ended with code ${code}.`)));
		if (child.stdout) createInterface(child.stdout).once('line', resolve);
	});
	return {
		url,
		call: async <T>(method: string, path: string, body?: object, authorization?: string) => {
			const response = await fetch(url + path, {
				method,
				headers: {
					...(authorization !== undefined && { authorization }),
					...(body && { 'content-type': 'application/json' }),
				},
				body: body && JSON.stringify(body),
			});
			if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
			return (response.status === 204 ? undefined : await response.json()) as T;
		},
		stop: async () => await stopProcess(child),
	};
}
