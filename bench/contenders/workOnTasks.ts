import type { Answer } from './taskProcess';

/** Works on the tasks that this process is sent, until whoever sends them is gone. */
export function workOnTasks<Task, Report>(work: (task: Task) => Promise<Report>): void {
	process.on('message', (task: Task) => {
		void work(task)
			.then((report): Answer<Report> => ({ report }))
			.catch((error: Error): Answer<Report> => ({ error: error.stack ?? error.message }))
			.then((answer) => process.send?.(answer));
	});
	process.on('disconnect', () => process.exit());
}
