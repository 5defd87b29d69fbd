import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../emulator';
import type { NodeResult } from './harness';
import { byId, inWorld, operate, upload, useEmulator, type World } from './support/apiVideo';
import { MockTime } from './support/clock';
import { fileOf } from './support/files';
import { drawer, playAll, seedsFor } from './support/schedules';
import { videosIn } from './support/truth';

/** All time passes so much faster, so that several executions meet as they would. */
const SPEED = 20;

const SCHEDULES = 24;

const MAKE = { method: 'POST', path: '^/videos$' };
const LISTS = { method: 'GET', path: '^/videos$' };

/** What may happen, each to one request in ten of its kind. */
const FAULTS: Fault[] = [
	{ kind: 'slow-import', seconds: 20, ...MAKE },
	{ kind: 'slow-import', ...MAKE },
	{ kind: 'lost-answer', ...MAKE },
	{ kind: 'reset', ...MAKE },
	{ kind: 'status', status: 503, when: 'after', ...MAKE },
	{ kind: 'garbage', form: 'cut-json', ...MAKE },
	{ kind: 'lag', milliseconds: 1500, ...LISTS },
	{ kind: 'reset', ...LISTS },
	{ kind: 'lost-answer', method: 'DELETE', path: '^/videos/' },
];

const FILM = {
	source: 'url',
	sourceUrl: 'https://example.com/film.mp4?signature=1',
	title: 'Film',
};

const world = useEmulator({ encodingSeconds: 0 });

const create = async (
	where: World,
	options: INodeParameters,
	parameters: INodeParameters = FILM,
): Promise<NodeResult> => await operate(where, 'video', 'create', { ...parameters, options });

const KEYED = { idempotencyKey: 'sheet-1' };

describe('Create with a key', () => {
	test('finds what was made, keeps neither query nor address, and can be waited for', async () => {
		const [first] = (await create(world, KEYED)).items;
		const { items, hints } = await create(world, { ...KEYED, waitUntilPlayable: true });
		expect(first.json).toMatchObject({ found: false });
		expect(items[0].json).toMatchObject({ found: true, videoId: first.json.videoId });
		expect(hints.map(({ message }) => message).join()).toContain('This key was used before');
		expect(JSON.stringify(first.json.metadata)).not.toMatch(/signature|example/);
		expect(await videosIn(world.emulator)).toHaveLength(1);
	});

	test('copies a video once', async () => {
		const { items } = await upload(world, { items: [{ file: fileOf(10).path }] });
		const original = String(items[0].json.videoId);
		const copy = { source: 'video', sourceVideoId: byId(original), title: 'Copy' };
		const [first] = (await create(world, KEYED, copy)).items;
		const [second] = (await create(world, KEYED, copy)).items;
		expect(second.json).toMatchObject({ found: true, videoId: first.json.videoId });
		expect(await videosIn(world.emulator)).toHaveLength(2);
		const { error } = await create(world, KEYED);
		expect(error?.message).toContain(`which is a copy of the video ${original}`);
	});

	test('finds the video of a file whose link is another one each time, where that is said', async () => {
		const link = (number: number) => ({ ...FILM, sourceUrl: `https://example.com/${number}/film` });
		const temporary = { ...KEYED, temporaryLink: true };
		const [first] = (await create(world, temporary, link(1))).items;
		const refused = await create(world, KEYED, link(2));
		expect(refused.error?.message).toContain('which was made from another web address');
		expect(refused.error?.description).toContain('switch on Temporary Link');
		const [found] = (await create(world, temporary, link(2))).items;
		expect(found.json).toMatchObject({ found: true, videoId: first.json.videoId });
		expect(await videosIn(world.emulator)).toHaveLength(1);
	});

	test('is of another source all the same where that is no link', async () => {
		const file = { items: [{ file: fileOf(10).path }] };
		await upload(world, file, { options: KEYED });
		const { error } = await create(world, { ...KEYED, temporaryLink: true });
		expect(error?.message).toContain('which was made for a file that is uploaded');
		expect(error?.description).not.toContain('Temporary Link');
	});

	test('belongs to its source, also when a file is to be uploaded with it, and the other way round', async () => {
		await create(world, KEYED);
		const file = { items: [{ file: fileOf(10).path }] };
		const uploaded = await upload(world, file, { options: KEYED });
		expect(uploaded.error?.message).toContain('was made by Video > Create');
		await upload(world, file, { options: { idempotencyKey: 'file-1' } });
		const created = await create(world, { idempotencyKey: 'file-1' });
		expect(created.error?.message).toContain('which was made for a file that is uploaded');
		expect(await videosIn(world.emulator)).toHaveLength(2);
	});

	test('says of an import without progress that nobody knows, and leaves it as it is', async () => {
		world.emulator.faults.add({ kind: 'slow-import', ...MAKE });
		const options = { ...KEYED, waitUntilPlayable: true, maxWait: 5 };
		for (const parameters of [FILM, { ...FILM, title: 'Another title' }]) {
			const { error } = await create(world, options, parameters);
			expect(error?.message).toMatch(/^The video vi\w+ is not playable yet after 5 minutes/);
			expect(error?.description).toMatch(
				/^Whether it ever will be is not known: api\.video says 'ingesting' of its file/,
			);
		}
		expect(world.emulator.requests.matching('DELETE', /./)).toEqual([]);
		expect(await videosIn(world.emulator)).toHaveLength(1);
	});
});

/** What is wrong after executions with one key; nothing, one hopes. */
async function play(seed: number): Promise<string | undefined> {
	const oneOf = drawer(seed);
	const count = oneOf([2, 3]);
	const probability = oneOf([0, 0.1]);
	return await inWorld(new MockTime(SPEED), async (where) => {
		const { emulator } = where;
		FAULTS.forEach((fault, index) =>
			emulator.faults.add({ ...fault, probability, seed: seed * 64 + index }),
		);
		const runs = Array.from({ length: count }, async () => await create(where, KEYED));
		const results = await Promise.all(runs);
		emulator.faults.clear();
		// Three in a row may be lost; then it is said.
		const failed = results
			.flatMap(({ error }) => error?.message ?? [])
			.filter((message) => !/connection was closed/.test(message));
		const last = await create(where, KEYED);
		const all = [...results, last].flatMap(({ items }) => items);
		const named = new Set(all.map(({ json }) => json.videoId));
		const there = await videosIn(emulator);
		const isOne = there.length === 1 && named.size === 1 && named.has(there[0]);
		if (isOne && failed.length === 0) return undefined;
		return `seed ${seed}: ${there.length} videos, named ${[...named].join()}; ${failed.join('; ')}`;
	});
}

test(
	`${SCHEDULES} schedules of executions that create with one key: one video`,
	async () => {
		const verdicts = await playAll(seedsFor(SCHEDULES), 6, play);
		expect(verdicts.flatMap((wrong) => wrong ?? [])).toEqual([]);
	},
	5 * 60_000,
);
