import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder, startProcess, stopProcess } from '../../scripts/lib/lab';

/** A script that is sent tasks and reports on each. */
export interface TaskProcess<Task, Report> {
	/** @throws what the script threw, or when it has ended */
	run(task: Task): Promise<Report>;
	stop(): Promise<void>;
}

/** What a script sends back. */
export type Answer<Report> = { report: Report } | { error: string };

/**
 * Starts a script of this folder in a process that lives as long as n8n does, so that neither has the
 * advantage of warmed-up code.
 *
 * @param node the executable, the same that runs n8n
 * @param script its name in this folder; it hands itself over to `workOnTasks`
 */
export function startTaskProcess<Task extends object, Report>(
	node: string,
	script: string,
): TaskProcess<Task, Report> {
	const path = join(projectFolder, 'bench', 'contenders', script);
	const child = startProcess(node, ['--import', 'tsx', path], {
		cwd: projectFolder,
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`${script} ended with code ${code}.`);
	});
	// Its end is expected when nobody waits for an answer.
	ended.catch(() => {});
	return {
		run: async (task) => {
			const message = once(child, 'message');
			child.send(task);
			const [answer] = (await Promise.race([message, ended])) as [Answer<Report>];
			if ('error' in answer) throw new Error(`${script}: ${answer.error}`);
			return answer.report;
		},
		stop: async () => await stopProcess(child),
	};
}
