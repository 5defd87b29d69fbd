import { processorTime, timeIn } from '../../scripts/proof/queue/processorTime';

/** A line of /proc/<pid>/stat: the columns that count, in ticks of 10 ms. */
const stat = (id: number, name: string, parent: number, times: number[]) =>
	`${id} (${name}) S ${parent} ${id} ${id} 0 -1 4194560 900 0 0 0 ${times.join(' ')} 20 0 1 0`;

it('processor time is that of a process, of those it has started, and of those of them that have ended', () => {
	const stats = [
		stat(1, 'init', 0, [900, 900, 900, 900]),
		stat(10, 'proof', 1, [1, 2, 3, 4]),
		stat(11, 'n8n (worker) 1', 10, [10, 20, 0, 0]),
		stat(12, 'task runner', 11, [100, 0, 0, 0]),
		stat(13, 'somebody else', 1, [500, 500, 0, 0]),
		'',
	];

	expect(timeIn(stats, 10)).toBe(1400);
	expect(timeIn(stats, 11)).toBe(1300);
	expect(timeIn(stats, 99)).toBe(0);
});

it('grows by what this process has worked', async () => {
	const before = await processorTime();
	const began = process.cpuUsage();
	const worked = () => {
		const { user, system } = process.cpuUsage(began);
		return (user + system) / 1000;
	};
	while (worked() < 200);

	expect((await processorTime()) - before).toBeGreaterThanOrEqual(150);
});
