import { runItems } from '../../../nodes/ApiVideo/n8n/runItems';

/** Work that a test ends by hand. */
function byHand() {
	const begun: number[] = [];
	const ends = new Map<number, { resolve(): void; reject(reason: Error): void }>();
	const work = async (itemIndex: number): Promise<string> => {
		begun.push(itemIndex);
		await new Promise<void>((resolve, reject) => ends.set(itemIndex, { resolve, reject }));
		return `result ${itemIndex}`;
	};
	const turn = async () => {
		for (let left = 10; left > 0; left--) await Promise.resolve();
	};
	const finish = async (itemIndex: number) => {
		ends.get(itemIndex)?.resolve();
		await turn();
	};
	const fail = async (itemIndex: number) => {
		ends.get(itemIndex)?.reject(new Error(`item ${itemIndex}`));
		await turn();
	};
	return { begun, work, finish, fail };
}

describe('runItems', () => {
	it('works on one item after the other', async () => {
		const { begun, work, finish } = byHand();
		const results = runItems(3, 1, work);
		expect(begun).toEqual([0]);
		await finish(0);
		expect(begun).toEqual([0, 1]);
		await finish(1);
		await finish(2);
		expect(await results).toEqual(['result 0', 'result 1', 'result 2']);
	});

	it('keeps so many under way, and the order of the items', async () => {
		const { begun, work, finish } = byHand();
		const results = runItems(4, 2, work);
		expect(begun).toEqual([0, 1]);
		await finish(1);
		expect(begun).toEqual([0, 1, 2]);
		await finish(2);
		await finish(3);
		await finish(0);
		expect(await results).toEqual(['result 0', 'result 1', 'result 2', 'result 3']);
	});

	it('begins no further item after one has failed, and finishes those under way', async () => {
		const { begun, work, finish, fail } = byHand();
		const ended: string[] = [];
		const results = runItems(4, 2, work);
		const expectation = expect(results.finally(() => ended.push('all'))).rejects.toThrow('item 1');
		await fail(1);
		expect([begun, ended]).toEqual([[0, 1], []]);
		await finish(0);
		await expectation;
		expect(begun).toEqual([0, 1]);
	});

	it('tells of the first item that failed, in their order', async () => {
		const { work, fail } = byHand();
		const expectation = expect(runItems(2, 2, work)).rejects.toThrow('item 0');
		await fail(1);
		await fail(0);
		await expectation;
	});

	it('has nothing to do without items', async () => {
		expect(await runItems(0, 3, async () => 'never')).toEqual([]);
	});
});
