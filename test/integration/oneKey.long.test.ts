import './support/smallChunks';
import './support/quickStalls';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../../emulator';
import type { NodeResult } from './harness';
import { byId, createToken, inWorld, upload, type World } from './support/apiVideo';
import { untrueOfMessage } from './support/claims';
import { MockTime } from './support/clock';
import { fileOf, MIB, type TestFile } from './support/files';
import { drawer, playAll, seedsFor } from './support/schedules';
import { deletionsIn, heldOf, heldWhenDeleted, logOf, sortedVideos } from './support/truth';

/** Several executions meet as they would only when waits last; with all time faster, that takes seconds. */
const SPEED = 10;

const SCHEDULES = 48;

/** Schedules under way at the same time. */
const AT_ONCE = 8;

/** Milliseconds (real ones) after which an upload counts as one that does not end. */
const LONGEST = 3 * 60_000;

const KEY = 'drive-1';
const SOURCE = { path: '/(upload|source)$' };
const LISTS = { method: 'GET', path: '^/videos$' };
const STATUS = { path: '/status$' };

/** What may happen to requests that carry the file, and to others. */
const FAULTS: Fault[] = [
	{ kind: 'latency', milliseconds: 60, ...SOURCE },
	{ kind: 'reset', ...SOURCE },
	{ kind: 'reset', afterBytes: 3 * MIB, ...SOURCE },
	{ kind: 'lost-answer', ...SOURCE },
	{ kind: 'status', status: 503, when: 'after', ...SOURCE },
	{ kind: 'status', status: 408, when: 'after', ...SOURCE },
	{ kind: 'status', status: 429, bare: true, headers: { 'retry-after': '0' }, ...SOURCE },
	{ kind: 'garbage', form: 'cut-json', ...SOURCE },
	{ kind: 'lag', milliseconds: 2500, ...SOURCE },
	{ kind: 'reset', ...STATUS },
	{ kind: 'lag', milliseconds: 1500, ...STATUS },
	{ kind: 'ingest-status', word: 'merging', ...STATUS },
	{ kind: 'reset', ...LISTS },
	{ kind: 'status', status: 503, ...LISTS },
	{ kind: 'reset', method: 'POST', path: '^/videos$' },
	{ kind: 'lost-answer', method: 'POST', path: '^/videos$' },
	{ kind: 'lost-answer', method: 'DELETE', path: '^/videos/' },
];

/** One execution that uploads the file with the key. */
interface Part {
	/** When it begins, in milliseconds of the node. */
	readonly begins: number;
	readonly withToken: boolean;
	readonly options: { chunkSize?: number; ifStopped: string; parallelUploads: number };
}

interface Schedule {
	readonly seed: number;
	readonly file: TestFile;
	/** How far lists are behind, in milliseconds of the node. */
	readonly listLag: number;
	/** The share of requests that something happens to. */
	readonly faultShare: number;
	readonly parts: readonly Part[];
}

/** Everything about a schedule follows from its seed (but for the order in which requests arrive). */
function scheduleOf(seed: number): Schedule {
	const oneOf = drawer(seed);
	const count = oneOf([2, 2, 3, 4]);
	const begins = Array.from({ length: 31 }, (_, index) => 50 * index);
	return {
		seed,
		// 6 MiB go in one request, or with a Chunk Size of 5 in two.
		file: fileOf(oneOf([1, 6 * MIB, 6 * MIB, 6 * MIB + 1, 16 * MIB + 3, 23 * MIB + 7])),
		listLag: oneOf([0, 300, 1500, 5000]),
		faultShare: oneOf([0, 0.1]),
		parts: Array.from({ length: count }, () => {
			const chunkSize = oneOf([undefined, 5, 8]);
			const ifStopped = oneOf(['keep', 'delete']);
			const options = {
				...(chunkSize && { chunkSize }),
				ifStopped,
				parallelUploads: oneOf([1, 3]),
			};
			return { begins: oneOf(begins), withToken: oneOf([false, false, true]), options };
		}),
	};
}

async function begin(
	world: World,
	file: TestFile,
	{ begins, withToken, options }: Part,
): Promise<NodeResult> {
	const token = withToken ? await createToken(world) : undefined;
	await delay(begins / SPEED);
	const way = token ? { uploadWith: 'delegatedToken', uploadToken: byId(token) } : {};
	return await upload(
		world,
		{ items: [{ file: file.path }], signal: AbortSignal.timeout(LONGEST) },
		{ ...way, options: { ...options, idempotencyKey: KEY } },
	);
}

/** What is wrong with what the executions have left behind, and with what they say; nothing, one hopes. */
async function wrongWith(
	world: World,
	results: readonly NodeResult[],
	{ file, faultShare }: Schedule,
): Promise<string[]> {
	const { emulator } = world;
	const requests = emulator.requests.entries.slice();
	const wrong: string[] = [];
	const named = results.flatMap(({ items }) => items.map(({ json }) => String(json.videoId)));
	if (new Set(named).size > 1) wrong.push(`they name ${[...new Set(named)].join()}`);
	const { filled, empty } = await sortedVideos(emulator, file);
	if (faultShare === 0 && empty.length > 0) wrong.push(`empty videos: ${empty.join()}`);
	if (filled.length > 1) wrong.push(`videos with bytes: ${filled.join()}`);
	for (const videoId of new Set(named)) {
		if (!(await heldOf(emulator, videoId, file))?.whole) wrong.push(`${videoId} is not whole`);
	}
	for (const deletion of deletionsIn(requests)) {
		const held = await heldWhenDeleted(emulator, deletion);
		if (held !== 'nothing') wrong.push(`${deletion.videoId} was deleted with ${held} of the file`);
	}
	for (const result of results) {
		const said = result.hints.map(({ message }) => message).join();
		const [, left] = /The empty video (vi\w+),.* could not be deleted/.exec(said) ?? [];
		if (left && !empty.includes(left)) wrong.push(`${left} is not there, or not empty`);
		if (result.status === 'canceled') wrong.push('one did not end');
		else if (result.error) {
			wrong.push(...(await untrueOfMessage({ emulator, result, file, requests, others: true })));
		}
	}
	// Whatever has happened, the next run completes that very video, or finds it.
	const again = await upload(
		world,
		{ items: [{ file: file.path }] },
		{ options: { idempotencyKey: KEY } },
	);
	const videoId = String(again.items[0]?.json.videoId);
	if (again.error) wrong.push(`the next run: ${again.error.message} ${again.error.description}`);
	else if (!(await heldOf(emulator, videoId, file))?.whole) wrong.push('the next run lacks bytes');
	const known = new Set([...named, ...filled, videoId]);
	if (known.size > 1) wrong.push(`in the end ${[...known].join()}`);
	const end = await sortedVideos(emulator, file);
	if (end.filled.length > 1) wrong.push(`in the end videos with bytes: ${end.filled.join()}`);
	return wrong;
}

function said({ items, error }: NodeResult): string {
	return error
		? `  ${error.message} / ${error.description}`
		: `  success: ${String(items[0]?.json.videoId)}`;
}

interface Verdict {
	readonly succeeded: number;
	readonly executions: number;
	/** Videos that were made for the key at the same moment, but for the one that counts. */
	readonly losers: number;
	/** Undefined: all is well. */
	readonly report?: string;
}

async function play(world: World, schedule: Schedule): Promise<Verdict> {
	const { emulator } = world;
	const { seed, file, listLag, faultShare, parts } = schedule;
	FAULTS.forEach((fault, index) => {
		const rivals = FAULTS.filter(({ path }) => path === fault.path);
		const probability = faultShare / rivals.length;
		emulator.faults.add({ ...fault, probability, seed: seed * 64 + index });
	});
	if (listLag > 0) emulator.faults.add({ kind: 'lag', milliseconds: listLag, ...LISTS });
	const results = await Promise.all(parts.map(async (part) => begin(world, file, part)));
	emulator.faults.clear();
	const requests = emulator.requests.entries.slice();
	const wrong = await wrongWith(world, results, schedule);
	const succeeded = results.filter(({ error }) => !error).length;
	const losers = deletionsIn(requests).length;
	const verdict = { succeeded, executions: results.length, losers };
	if (wrong.length === 0) return verdict;
	const lines = [`${JSON.stringify(schedule)}: ${wrong.join('; ')}`, ...results.map(said)];
	return { ...verdict, report: [...lines, ...logOf(requests)].join('\n') };
}

test(
	`${SCHEDULES} schedules of executions with one key: one whole video, and nothing untrue`,
	async () => {
		const schedules = seedsFor(SCHEDULES).map(scheduleOf);

		const verdicts = await playAll(schedules, AT_ONCE, async (schedule) =>
			inWorld(new MockTime(SPEED), async (world) => await play(world, schedule)).catch(
				({ stack }: Error): Verdict => ({
					succeeded: 0,
					executions: 0,
					losers: 0,
					report: `seed ${schedule.seed}: ${stack}`,
				}),
			),
		);

		expect(verdicts.flatMap(({ report }) => report ?? []).join('\n\n')).toBe('');
		const sum = (of: (verdict: Verdict) => number) =>
			verdicts.reduce((all, one) => all + of(one), 0);
		// With a seed of one's own it may be otherwise.
		if (verdicts.length < SCHEDULES) return;
		// Otherwise they have not met, and all of this would be about uploads that never were.
		expect(sum(({ losers }) => losers)).toBeGreaterThan(SCHEDULES / 4);
		expect(sum(({ succeeded }) => succeeded)).toBeGreaterThan(
			sum(({ executions }) => executions) / 2,
		);
	},
	15 * 60_000,
);
