import { container, call, useEmulator } from './caller';

let now = Date.UTC(2026, 5, 1, 12);
const emulator = useEmulator({ now: () => now });

interface Shown {
	videoId: string;
	createdAt: string;
}

async function list(query: string): Promise<Shown[]> {
	const { body } = await call(emulator.current, 'GET', `/videos?${query}`);
	return body.data as unknown as Shown[];
}

test.each(['createdAt', 'publishedAt', 'updatedAt'])(
	'%s is sorted as shown: equal seconds come in no order of creation or of id, but always in the same',
	async (sortBy) => {
		const made: string[] = [];
		for (let index = 0; index < 20; index++) {
			made.push(await container(emulator.current));
			now += 10;
		}
		now += 1000;
		const youngest = await container(emulator.current);
		const ascending = await list(`sortBy=${sortBy}&sortOrder=asc`);
		const ids = ascending.map(({ videoId }) => videoId);
		expect(ids.at(-1)).toBe(youngest);
		expect(new Set(ascending.map(({ createdAt }) => createdAt)).size).toBe(2);
		const equals = ids.slice(0, -1);
		expect([...equals].sort()).toEqual([...made].sort());
		for (const order of [made, [...made].sort()]) {
			expect(equals).not.toEqual(order);
			expect(equals).not.toEqual([...order].reverse());
		}
		const pages = [1, 2, 3].map(
			(page) => `sortBy=${sortBy}&sortOrder=asc&pageSize=7&currentPage=${page}`,
		);
		expect((await Promise.all(pages.map(list))).flat()).toEqual(ascending);
		const descending = (await list(`sortBy=${sortBy}`)).map(({ videoId }) => videoId);
		expect(descending).toEqual([youngest, ...equals]);
	},
);
