import { idOfStep, isTestRun, thisRun } from '../../../nodes/ApiVideo/n8n/thisStep';

it.each([
	['manual', true],
	['evaluation', true],
	['trigger', false],
	['webhook', false],
	['retry', false],
	['integrated', false],
] as const)('an execution of the mode %s is a test: %s', (mode, isTest) => {
	expect(isTestRun({ getMode: () => mode })).toBe(isTest);
});

it('a step has the same ID each time, and another one in another instance, workflow and place', () => {
	const idOf = (instance: string, workflow: string | undefined, node: string) =>
		idOfStep({
			getInstanceId: () => instance,
			getWorkflow: () => ({ id: workflow, active: true }),
			getNode: () => ({ id: node }) as never,
		});
	const ids = [
		idOf('i', 'w', 'n'),
		idOf('j', 'w', 'n'),
		idOf('i', 'v', 'n'),
		idOf('i', 'w', 'm'),
		idOf('i', undefined, 'n'),
		// Not taken for one another where they are written in a row.
		idOf('iw', '', 'n'),
	];
	expect(new Set(ids).size).toBe(ids.length);
	expect(idOf('i', 'w', 'n')).toBe(ids[0]);
	// A SHA-256, which goes into what n8n stores.
	expect(ids[0]).toMatch(/^[\w-]{43}$/);
});

it('a run is known by its execution and its number', () => {
	const asked: number[] = [];
	const n8n = {
		getExecutionId: () => '17',
		getWorkflowDataProxy: (itemIndex: number) => {
			asked.push(itemIndex);
			return { $runIndex: 2 } as never;
		},
	};
	expect(thisRun(n8n, 5)).toEqual({ execution: '17', run: 2 });
	expect(asked).toEqual([5]);
});
