/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder, startProcess, stopProcess } from '../../scripts/lib/lab.mjs';
import { API_KEY, type Service } from '../service';
import type { Report, Task } from './clientProcess';
import type { Contender } from './contender';

/**
 * api.video's official Node client in a process of its own that lives as long as n8n does, so that
 * neither has the advantage of warmed-up code. Of one file the upload call alone counts; of several
 * the loop, for which the containers have to be made in between.
 *
 * @param node the executable, the same that runs n8n
 */
export function officialClient(node: string, service: Service, files: string[]): Contender {
	const script = join(projectFolder, 'bench', 'contenders', 'clientProcess.ts');
	const child = startProcess(node, ['--import', 'tsx', script], {
		cwd: projectFolder,
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The process of the official client ended with code ${code}.`);
	});
	// Its end is expected when nobody waits for an answer.
	ended.catch(() => {});
	return {
		name: 'official Node client',
		run: async () => {
			const answer = once(child, 'message');
			const task: Task = { apiKey: API_KEY, url: service.url, files };
			child.send(task);
			const [report] = (await Promise.race([answer, ended])) as [Report];
			if ('error' in report) throw new Error(`The official client failed: ${report.error}`);
			return report.uploading + (files.length > 1 ? report.creating : 0);
		},
		stop: async () => await stopProcess(child),
	};
}
