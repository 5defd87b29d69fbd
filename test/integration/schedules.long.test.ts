import './support/smallChunks';
import './support/quickStalls';
import './support/quickAnswers';
import files from 'node:fs/promises';
import { startEmulator } from '../../emulator';
import type { NodeResult } from './harness';
import { until } from './harness/until';
import {
	API_KEY,
	byId,
	createToken,
	inWorld,
	upload,
	uploadWithToken,
	type World,
} from './support/apiVideo';
import { CHANCES, chancesMet, faultsOf, ON_THE_FILE } from './support/chances';
import { untrueOfMessage } from './support/claims';
import { MockTime } from './support/clock';
import { fileOf, MIB, type TestFile } from './support/files';
import { drawer, playAll, seedsFor } from './support/schedules';
import { stalls, stallsOf } from './support/stalls';
import { superfluous, untrueOfSuccess } from './support/success';
import { logOf } from './support/truth';

/** How many schedules, and the share of requests that something happens to. */
const PLAN = [
	{ schedules: 200, faultShare: 0.2 },
	// Rarely does an upload stop at 20 %; here it often does, so what it says then is tested as well.
	{ schedules: 60, faultShare: 0.6 },
];

/** Schedules under way at the same time. */
const AT_ONCE = 8;

/**
 * Milliseconds that one upload may take before it counts as one that does not end. The slowest take
 * 20 s; a machine that is busy with others needs several times that.
 */
const LONGEST = 5 * 60_000;

// Up to 6 MiB go in one request, unless a Chunk Size of 5 MiB cuts them as well.
const SIZES = [1, 5 * MIB, 6 * MIB, 6 * MIB + 1, 10 * MIB, 10 * MIB + 1, 16 * MIB, 23 * MIB + 7];
const WAYS = ['API key', 'key and delegated token', 'token credential'] as const;

interface Schedule {
	seed: number;
	faultShare: number;
	/** Index of the one that happens in any case: each has its turn, so that none is missing by chance. */
	first: number;
	way: (typeof WAYS)[number];
	file: TestFile;
	/** Whether other requests than those that carry the file meet troubles as well. */
	othersToo: boolean;
	options: { parallelUploads: number; memoryLimit: number; chunkSize?: number; ifStopped: string };
}

/** Everything about a schedule follows from its seed (but for the order in which requests arrive). */
function scheduleOf(seed: number, faultShare: number): Schedule {
	const oneOf = drawer(seed);
	const first = seed % CHANCES.length;
	const { withKey, longChunks, signsIn } = CHANCES[first];
	const way = oneOf(signsIn ? WAYS.slice(0, 1) : withKey ? WAYS.slice(0, 2) : WAYS);
	const file = fileOf(oneOf(longChunks ? [23 * MIB + 7] : SIZES));
	const chunkSize = oneOf(longChunks ? [10] : [undefined, undefined, 5, 8, 10]);
	const options = {
		parallelUploads: oneOf([1, 2, 3, 6]),
		memoryLimit: oneOf(longChunks ? [24, 48] : [16, 24, 48]),
		...(chunkSize && { chunkSize }),
		ifStopped: oneOf(['keep', 'keep', 'delete']),
	};
	return { seed, faultShare, first, way, file, othersToo: oneOf([true, false]), options };
}

async function send(
	world: World,
	{ way, file, options }: Schedule,
	token: string,
): Promise<NodeResult> {
	const signal = AbortSignal.timeout(LONGEST);
	const run = { items: [{ file: file.path }], signal };
	if (way === 'token credential') return await uploadWithToken(world, token, run, { options });
	const uploadWith =
		way === 'API key' ? {} : { uploadWith: 'delegatedToken', uploadToken: byId(token) };
	return await upload(world, run, { ...uploadWith, options });
}

interface Verdict {
	seed: number;
	stopped: boolean;
	/** Indices of the chances that came true. */
	met: number[];
	/** Undefined: all is well. */
	report?: string;
}

async function play(world: World, schedule: Schedule): Promise<Verdict> {
	const { emulator } = world;
	const { seed, file, options, way } = schedule;
	const token = way === 'API key' ? '' : await createToken(world);
	const tokenAlone = way === 'token credential';
	for (const fault of faultsOf({ ...schedule, tokenAlone })) emulator.faults.add(fault);
	const result = await send(world, schedule, token);
	const requests = emulator.requests.entries.slice();
	const met = chancesMet(emulator);
	// What follows are the test's own questions.
	emulator.faults.clear();
	const stopped = result.error !== undefined;
	const resume = async (videoId: string) =>
		await upload(
			world,
			{ items: [{ file: file.path }] },
			{ options: { ...options, resumeVideoId: videoId } },
		);
	const wrong = [
		...(await superfluous(emulator, file, requests)),
		...(result.status === 'canceled'
			? [`it did not end within ${LONGEST / 1000} s`]
			: stopped
				? await untrueOfMessage({ emulator, result, file, requests, tokenAlone, resume })
				: await untrueOfSuccess({ emulator, result, file, tokenAlone })),
	];
	if (wrong.length === 0) return { seed, stopped, met };
	const { error } = result;
	const said = error ? `${error.message} / ${error.description}` : 'success';
	const lines = [`${JSON.stringify(schedule)}: ${wrong.join('; ')}`, `said: ${said}`];
	return { seed, stopped, met, report: [...lines, ...logOf(requests)].join('\n') };
}

test.each(PLAN)(
	'$schedules schedules with faults in $faultShare of the requests: the whole file in one video, or a true message',
	async ({ schedules: count, faultShare }) => {
		const seeds = seedsFor(count);
		const schedules = seeds.map((seed) => scheduleOf(seed, faultShare));

		const verdicts = await playAll(schedules, AT_ONCE, async (schedule) =>
			inWorld(
				new MockTime(),
				async (world) =>
					await stalls.run(stallsOf(world.emulator), async () => await play(world, schedule)),
			).catch(
				({ stack }: Error): Verdict => ({
					seed: schedule.seed,
					stopped: false,
					met: [],
					report: `seed ${schedule.seed}: ${stack}`,
				}),
			),
		);

		expect(verdicts.flatMap(({ report }) => report ?? []).join('\n\n')).toBe('');
		if (seeds.length < 3 * CHANCES.length) return;
		const met = new Set(verdicts.flatMap((verdict) => verdict.met));
		expect(CHANCES.filter((_, index) => !met.has(index))).toEqual([]);
	},
	15 * 60_000,
);

const CUT_SHORT = ON_THE_FILE.filter(({ kind }) => kind === 'reset' || kind === 'early-answer');

test('an upload that meets trouble leaves no file open, which would fill up the disk of a server', async () => {
	const opening = jest.spyOn(files, 'open');
	for (const fault of CUT_SHORT) {
		const emulator = await startEmulator({ apiKey: API_KEY });
		emulator.faults.add({ ...fault, path: '/source$', nth: 1 });
		const world: World = { emulator, baseUrl: emulator.url };
		const result = await upload(world, { items: [{ file: fileOf(6 * MIB).path }] });
		await emulator.close();
		expect(result.error).toBeUndefined();
	}
	const ofStore = opening.mock.results.filter((_, index) =>
		String(opening.mock.calls[index][0]).includes('binary_data'),
	);
	const handles = await Promise.all(ofStore.map(({ value }) => value as Promise<files.FileHandle>));
	opening.mockRestore();
	// Each of the files is opened again after its fault.
	expect(handles.length).toBeGreaterThanOrEqual(8);
	const CLOSED = -1;
	await until(() => handles.every(({ fd }) => fd === CLOSED), 'all files closed');
});
