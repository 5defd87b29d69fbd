import type { Operation } from '../../../nodes/ApiVideo/resources/operation';
import { runForItems } from '../../../nodes/ApiVideo/resources/runForItems';
import { FakeNode } from '../support/fakeNode';
import { turns } from '../support/turns';

const items = Array.from({ length: 20 }, () => ({ json: {} }));

/** An operation whose looks end when their turn comes, and what happened in which order. */
function looking(check: (itemIndex: number) => Promise<void> = async () => await turns(5)) {
	const happened = { begun: [] as number[], most: 0, underWay: 0, executed: [] as number[] };
	const operation: Operation = {
		value: 'look',
		name: 'Look',
		action: 'Look',
		description: 'Looks at items',
		properties: [],
		async check({ itemIndex }) {
			happened.begun.push(itemIndex);
			happened.most = Math.max(happened.most, ++happened.underWay);
			await check(itemIndex).finally(() => happened.underWay--);
		},
		async execute({ itemIndex }) {
			expect(happened.begun).toHaveLength(items.length);
			expect(happened.underWay).toBe(0);
			happened.executed.push(itemIndex);
			return { itemIndex };
		},
	};
	const run = async (continueOnFail = false) =>
		await runForItems(new FakeNode({ items, continueOnFail }).execution, operation);
	return { happened, run };
}

describe('the look at all items before the first one is worked on', () => {
	it('is at eight of them at a time, the first one first, and keeps their order', async () => {
		const { happened, run } = looking();
		const [output] = await run();
		expect(output.map(({ json }) => json.itemIndex)).toEqual([...items.keys()]);
		expect(happened.begun).toEqual([...items.keys()]);
		expect(happened.most).toBe(8);
	});

	it('ends with the first item that is refused, however long its look takes', async () => {
		const { happened, run } = looking(async (itemIndex) => {
			await turns(itemIndex === 3 ? 20 : 2);
			if (itemIndex === 3 || itemIndex === 5) throw new Error(`refused ${itemIndex}`);
		});
		await expect(run()).rejects.toThrow('refused 3');
		expect(happened.begun.length).toBeLessThan(items.length);
		expect(happened.underWay).toBe(0);
		expect(happened.executed).toEqual([]);
	});

	it('goes on behind one that is refused where the step does', async () => {
		const { happened, run } = looking(async (itemIndex) => {
			await turns(1);
			if (itemIndex === 3) throw new Error('refused');
		});
		const [output] = await run(true);
		expect(output[3].json).toMatchObject({ error: expect.stringContaining('refused') as string });
		expect(happened.executed).toHaveLength(items.length - 1);
	});
});
