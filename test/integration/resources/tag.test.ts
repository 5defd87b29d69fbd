import type { INodeParameters } from 'n8n-workflow';
import { useEmulator } from '../support/apiVideo';
import { allOf, expectMessage, lastRequest, newVideo, operate } from './support';

const world = useEmulator();

const many = async (parameters: INodeParameters) =>
	allOf(await operate(world, 'tag', 'getAll', { returnAll: true, ...parameters }));

beforeEach(async () => {
	await newVideo(world, { tags: 'maths, café' });
	await newVideo(world, { tags: 'maths' });
});

test.each<[INodeParameters, string[]]>([
	[{}, ['maths', 'café']],
	[{ filters: { value: 'CAFE' } }, ['café']],
	[{ options: { sortBy: 'value', sortOrder: 'asc' } }, ['café', 'maths']],
	[{ options: { sortBy: 'videoCount', sortOrder: 'desc' } }, ['maths', 'café']],
	[{ returnAll: false, limit: 1, options: { sortBy: 'videoCount' } }, ['maths']],
])('Get Many with %j', async (parameters, wanted) => {
	expect((await many(parameters)).map(({ value }) => value)).toEqual(wanted);
	expect(lastRequest(world).asked).toBe('GET /tags');
});

test('Get Many counts the videos', async () => {
	expect(await many({ filters: { value: 'maths' } })).toEqual([{ value: 'maths', videoCount: 2 }]);
});

test('Get Many says what it can be sorted by', async () => {
	const result = await operate(world, 'tag', 'getAll', { options: { sortBy: 'age' } });
	expectMessage(result, /^Sort By has a value that does not exist here: 'age'/, /Tag, Video Count/);
});
