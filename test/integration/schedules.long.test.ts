/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests run outside n8n */
import './support/smallChunks';
import './support/quickStalls';
import files from 'node:fs/promises';
import { startEmulator, type Fault, type FaultEffect } from '../../emulator';
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
import { untrueOfMessage } from './support/claims';
import { MockTime } from './support/clock';
import { fileOf, MIB, type TestFile } from './support/files';
import { drawer, playAll, seedsFor } from './support/schedules';
import { heldOf, logOf, sortedVideos } from './support/truth';

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

const SOURCE = { path: '/(upload|source)$' };
const STATUS = { path: '/status$' };
const MAKE = { method: 'POST', path: '^/videos$' };
const SIGN_IN = { path: '^/auth/api-key$' };
const DELETE = { method: 'DELETE', path: '^/videos/' };
const NOT_FOUND = { status: 404, slug: 'resource-not-found' };

/** Something that may happen. */
interface Chance {
	readonly fault: Fault;
	/** Other faults without which it cannot show, where it is to happen in any case. */
	readonly with?: readonly Fault[];
	/** Cannot happen with a token alone: there is no container, and nobody who is asked. */
	readonly withKey?: true;
	/** Needs chunks that two writers can share. */
	readonly longChunks?: true;
	/** Happens in a schedule of its own, and once: at other moments it would make the service untrue. */
	readonly alone?: true;
}

const lost: Fault = { kind: 'lost-answer', ...SOURCE, nth: 1 };

const limited = (headers: Record<string, string | string[]>): FaultEffect => ({
	kind: 'status',
	status: 429,
	bare: true,
	headers,
});

const ON_THE_FILE: FaultEffect[] = [
	{ kind: 'latency', milliseconds: 60 },
	{ kind: 'latency', milliseconds: 60, when: 'after' },
	{ kind: 'bandwidth', bytesPerSecond: 20 * MIB },
	{ kind: 'reset' },
	{ kind: 'reset', afterBytes: 3 * MIB },
	{ kind: 'lost-answer' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503, when: 'after' },
	{ kind: 'status', status: 408 },
	{ kind: 'status', status: 408, when: 'after' },
	limited({ 'x-ratelimit-retry-after': '2' }),
	limited({ 'x-ratelimit-retry-after': '0' }),
	limited({ 'retry-after': '0' }),
	limited({ 'retry-after': ['1', '1'] }),
	limited({ 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }),
	limited({}),
	{ kind: 'early-answer', status: 503, close: true },
	{ kind: 'early-answer', status: 429, headers: { 'x-ratelimit-retry-after': '2' } },
	// The smallest chunk is longer, so whatever this falls upon is refused but for a short rest.
	{ kind: 'body-limit', bytes: 4 * MIB },
	{ kind: 'body-limit', bytes: 4 * MIB, close: true },
	{ kind: 'stall' },
	{ kind: 'stall', afterBytes: 2 * MIB },
	{ kind: 'stall', when: 'after' },
	{ kind: 'garbage', form: 'html-200' },
	{ kind: 'garbage', form: 'html-502' },
	{ kind: 'garbage', form: 'cut-json' },
	{ kind: 'expire-token' },
];

/** A lost answer to the first request makes the node ask. */
const ON_THE_STATUS: FaultEffect[] = [
	{ kind: 'reset' },
	{ kind: 'status', status: 503 },
	{ kind: 'garbage', form: 'html-200' },
	{ kind: 'garbage', form: 'cut-json' },
	{ kind: 'lag', milliseconds: 400 },
	{ kind: 'lag', milliseconds: 3000 },
	{ kind: 'ingest-status', word: 'merging' },
	{ kind: 'ingest-status', word: 'last_chunck_uploaded' },
	{ kind: 'ingest-status', word: 'resting', encoded: true },
];

const WHEN_IT_IS_MADE: FaultEffect[] = [
	{ kind: 'reset' },
	{ kind: 'lost-answer' },
	{ kind: 'status', status: 503, when: 'after' },
	{ kind: 'garbage', form: 'cut-json' },
	limited({}),
];

const WHEN_SIGNING_IN: FaultEffect[] = [
	{ kind: 'reset' },
	{ kind: 'lost-answer' },
	{ kind: 'status', status: 503 },
	limited({ 'retry-after': '1' }),
	{ kind: 'garbage', form: 'cut-json' },
	{ kind: 'garbage', form: 'html-502' },
];

/** Every kind of fault that the emulator has, in every form that a single upload can meet. */
const CHANCES: Chance[] = [
	...ON_THE_FILE.map((effect) => ({ fault: { ...effect, ...SOURCE } })),
	...ON_THE_STATUS.map((effect) => ({
		fault: { ...effect, ...STATUS },
		with: [lost],
		withKey: true as const,
	})),
	...WHEN_IT_IS_MADE.map((effect) => ({ fault: { ...effect, ...MAKE }, withKey: true as const })),
	...WHEN_SIGNING_IN.map((effect) => ({
		fault: { ...effect, ...SIGN_IN },
		withKey: true as const,
	})),
	{ fault: { kind: 'lag', milliseconds: 2500, ...SOURCE } },
	{ fault: { kind: 'status', ...NOT_FOUND, ...SOURCE, nth: 1 }, withKey: true, alone: true },
	{
		fault: { kind: 'other-writer', alignTo: 5 * MIB, minimumLeft: 5 * MIB, ...SOURCE },
		withKey: true,
		longChunks: true,
	},
	{
		fault: { kind: 'forget', which: 'oldest', ...STATUS, nth: 1 },
		// What the service has answered for it may not lose.
		with: [{ kind: 'lost-answer', ...SOURCE }],
		withKey: true,
		longChunks: true,
		alone: true,
	},
	{
		fault: { kind: 'reset', ...DELETE, times: 2 },
		with: [{ kind: 'status', status: 403, slug: 'authorization-suspended-account', ...SOURCE }],
		withKey: true,
	},
];

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
	const { withKey, longChunks } = CHANCES[first];
	const way = oneOf(withKey ? WAYS.slice(0, 2) : WAYS);
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

/** Each fault falls upon its part of the share; its own seed decides about which requests. */
function faultsOf({ seed, faultShare, first, way, othersToo }: Schedule): Fault[] {
	const { fault, with: companions = [], alone } = CHANCES[first];
	const certain = [{ nth: 1, ...fault }, ...companions];
	if (alone) return certain;
	const possible = CHANCES.filter(
		(chance) =>
			!chance.alone &&
			(way !== 'token credential' || !chance.withKey) &&
			(othersToo || chance.fault.path === SOURCE.path),
	);
	const drawn = possible.map((chance, index) => {
		const rivals = possible.filter(({ fault: { path } }) => path === chance.fault.path);
		const probability = faultShare / rivals.length;
		return { ...chance.fault, probability, seed: seed * 64 + index };
	});
	return [...certain, ...drawn];
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

/** What is wrong with an upload that has succeeded, and with what it says; nothing, one hopes. */
async function untrueOfSuccess(
	{ emulator }: World,
	{ items, hints }: NodeResult,
	{ file, way }: Schedule,
): Promise<string[]> {
	const wrong: string[] = [];
	const videoId = String(items[0]?.json.videoId);
	const held = await heldOf(emulator, videoId, file);
	if (!held?.whole) wrong.push(`${videoId} holds ${held?.bytes ?? 'not all'} bytes, or other ones`);
	const said = hints.map(({ message }) => message).join('\n');
	if (/copy|nobody can ask/.test(said) && way !== 'token credential') wrong.push('it could ask');
	const { filled } = await sortedVideos(emulator, file);
	if (filled.length !== 1 && !/second or unfinished copy/.test(said)) {
		wrong.push(`${filled.length} videos with bytes, and no hint`);
	}
	const told = toldBytes(said);
	// Each size is rounded to one digit behind the point.
	if (!(Math.abs(told - file.size) < 0.11 * unitOf(file.size))) {
		wrong.push(`it says that ${told} bytes were sent: ${said}`);
	}
	return wrong;
}

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };

const unitOf = (bytes: number): number =>
	Math.max(...Object.values(UNITS).filter((unit) => unit <= bytes));

/** What the hint says was sent, and had arrived before; NaN where it says neither. */
function toldBytes(said: string): number {
	const size = (text: string | undefined): number => {
		const [number, unit] = (text ?? '0 B').split(' ');
		return Number(number) * UNITS[unit];
	};
	const [, all] = /^All of .* \(([\d.]+ \w+)\) had arrived before/m.exec(said) ?? [];
	if (all !== undefined) return size(all);
	const uploaded = /: sent ([\d.]+ \w+) in \d+ requests?[^;]*(?:; ([\d.]+ \w+) had|$)/m.exec(said);
	return uploaded ? size(uploaded[1]) + size(uploaded[2]) : NaN;
}

/** A request for a video whose answer was lost leaves an empty one behind, which goes after seven days. */
async function superfluous({ emulator }: World, { file }: Schedule, lostAnswers: number) {
	const { empty, filled } = await sortedVideos(emulator, file);
	const own = filled.length > 0 ? 0 : 1;
	return empty.length > lostAnswers + own ? [`empty videos: ${empty.join()}`] : [];
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
	for (const fault of faultsOf(schedule)) emulator.faults.add(fault);
	const result = await send(world, schedule, token);
	const requests = emulator.requests.entries.slice();
	const fired = emulator.faults.list().filter((report) => report.fired > 0);
	const met = CHANCES.flatMap((chance, index) =>
		fired.some(({ fault }) => sameFault(fault, chance.fault)) ? [index] : [],
	);
	// What follows are the test's own questions.
	emulator.faults.clear();
	const stopped = result.error !== undefined;
	const resume = async (videoId: string) =>
		await upload(
			world,
			{ items: [{ file: file.path }] },
			{ options: { ...options, resumeVideoId: videoId } },
		);
	const tokenAlone = way === 'token credential';
	const lostAnswers = requests.filter(
		({ method, path, faults }) => method === 'POST' && path === '/videos' && faults.length > 0,
	);
	const wrong = [
		...(await superfluous(world, schedule, lostAnswers.length)),
		...(result.status === 'canceled'
			? [`it did not end within ${LONGEST / 1000} s`]
			: stopped
				? await untrueOfMessage({ emulator, result, file, requests, tokenAlone, resume })
				: await untrueOfSuccess(world, result, schedule)),
	];
	if (wrong.length === 0) return { seed, stopped, met };
	const { error } = result;
	const said = error ? `${error.message} / ${error.description}` : 'success';
	const lines = [`${JSON.stringify(schedule)}: ${wrong.join('; ')}`, `said: ${said}`];
	return { seed, stopped, met, report: [...lines, ...logOf(requests)].join('\n') };
}

function sameFault(one: Fault, other: Fault): boolean {
	const effect = (fault: Fault) =>
		JSON.stringify({ ...fault, nth: undefined, probability: undefined, seed: undefined });
	return effect(one) === effect(other);
}

test.each(PLAN)(
	'$schedules schedules with faults in $faultShare of the requests: the whole file in one video, or a true message',
	async ({ schedules: count, faultShare }) => {
		const seeds = seedsFor(count);
		const schedules = seeds.map((seed) => scheduleOf(seed, faultShare));

		const verdicts = await playAll(schedules, AT_ONCE, async (schedule) =>
			inWorld(new MockTime(), async (world) => await play(world, schedule)).catch(
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
