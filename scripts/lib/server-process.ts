import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endWithParent, projectFolder } from './folders.mjs';
import { startProcess, stopProcess } from './processes';

/** A server in a process of its own, so that it shares neither memory nor time with what is measured. */
export interface ServerProcess {
	/** Without a slash at the end. */
	url: string;
	/** The JSON of its answer; throws for every status but 2xx. `authorization`: value of the header. */
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
	const child = startProcess(node, ['--import', endWithParent, '--import', 'tsx', ...args], {
		cwd: projectFolder,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`${args[0]} ended with code ${String(code)}.`);
	});
	ended.catch(() => {});
	const lines = createInterface(child.stdout as NodeJS.ReadableStream);
	const [url] = (await Promise.race([once(lines, 'line'), ended])) as [string];
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
