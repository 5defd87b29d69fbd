import '../support/smallMebibytes';
import '../support/quickStalls';
import '../support/quickAnswers';
import { mockOpenWatches } from '../support/quickReads';
import type { INodeParameters } from 'n8n-workflow';
import { ApiVideoFileServerApi } from '../../../credentials/ApiVideoFileServerApi.credentials';
import {
	FileServer,
	LASTING_FAULTS,
	LYING_FAULTS,
	PASSING_FAULTS,
	sha256Of,
	type Answering,
	type Content,
	type FaultKind,
	type FileBehaviour,
} from '../../../fileServer';
import { MIB, Party } from '../../../nodes/ApiVideo/upload';
import { processLines } from '../../../nodes/ApiVideo/n8n/lines';
import { NEVER } from '../../unit/support/never';
import { leaked, type NodeResult, type StoredCredential } from '../harness';
import { until } from '../harness/until';
import {
	byId,
	createToken,
	inWorld,
	upload,
	withKey,
	withToken,
	type World,
} from '../support/apiVideo';
import { CHANCES, faultsOf } from '../support/chances';
import { untrueOfMessage } from '../support/claims';
import { MockTime } from '../support/clock';
import type { FileBytes } from '../support/files';
import { drawer, playAll, seedsFor } from '../support/schedules';
import { serverClaims } from '../support/serverClaims';
import { stalls, stallsOf } from '../support/stalls';
import { superfluous, untrueOfSuccess } from '../support/success';
import { logOf, videosIn } from '../support/truth';

/** How many schedules; a long run sets SCHEDULES, such as 1000, and SCHEDULE_SEED plays one again. */
const COUNT = Number(process.env.SCHEDULES ?? 120);

/** Schedules under way at the same time: much of the time of each goes by in stalls. */
const AT_ONCE = 24;

/** Milliseconds that one upload may take before it counts as one that does not end. */
const LONGEST = 5 * 60_000;

const SIZES = [
	...[1, MIB, MIB + 1, 6 * MIB, 16 * MIB, 16 * MIB + 1],
	...[23 * MIB + 7, 40 * MIB + 7, 40 * MIB + 7, 120 * MIB, 200 * MIB, 201 * MIB],
];
const WAYS = ['API key', 'key and delegated token', 'token credential'] as const;
const SECRET = 'hush-hush';
const PATH = '/films/film.mp4';

/** What the beginning of a file is asked for with. */
const PROBE = `bytes=0-${MIB - 1}`;

const VALIDATORS: FileBehaviour[] = [
	{},
	{},
	{ lastModified: null },
	{ etag: 'weak' },
	{ etag: 'weak', lastModified: null },
	{ etag: 'none' },
	{ ifRange: 'ignored' },
];

/** Nobody can tell that a file has changed whose size and date are the same, and which has no tag. */
const UNSEEN: readonly FaultKind[] = ['content-changes'];

/**
 * Later these look like another file, or like one that has no end; at first they are that, and all that follows is
 * measured by them, the next run too.
 */
const NOT_AT_FIRST: readonly FaultKind[] = [
	'no-length',
	'other-total',
	'other-tag',
	'date-changes',
	'absurd-range',
	'goes-on',
];

interface Schedule {
	readonly seed: number;
	readonly way: (typeof WAYS)[number];
	readonly file: FileBehaviour & { size: number; seed: number };
	/** `link`: redirects to signed addresses that run out; `signed`: is one of them, and runs out for good. */
	readonly address: 'plain' | 'link' | 'signed';
	/** For how many requests a signed address is good. */
	readonly requests: number;
	readonly signIn: boolean;
	/** Faults of the file server: share of the requests, and of which kind. */
	readonly rate: number;
	readonly kinds: readonly FaultKind[];
	/** Share of the requests to api.video that something happens to. */
	readonly faultShare: number;
	readonly first: number;
	readonly othersToo: boolean;
	readonly options: INodeParameters;
	/** The user presses Stop with so many requests to the file server. */
	readonly stopAfter?: number;
}

/** Everything about a schedule follows from its seed (but for the order in which requests arrive). */
function scheduleOf(seed: number): Schedule {
	const oneOf = drawer(seed);
	const first = seed % CHANCES.length;
	const { withKey: needsKey, longChunks } = CHANCES[first];
	const way = oneOf(needsKey ? WAYS.slice(0, 2) : WAYS);
	const ranges = oneOf(['served', 'served', 'served', 'none', 'unmentioned'] as const);
	const file = { ...oneOf(VALIDATORS), ranges, seed: 1 + (seed % 20) };
	const all = [...PASSING_FAULTS, ...LYING_FAULTS, ...LASTING_FAULTS];
	const kinds = oneOf([PASSING_FAULTS, PASSING_FAULTS, all]).filter(
		(kind) => file.etag !== 'none' || !UNSEEN.includes(kind),
	);
	const chunkSize = oneOf(longChunks ? [10] : [undefined, undefined, undefined, 5, 8, 10]);
	const keyed = way !== 'token credential' && oneOf([true, false]);
	return {
		seed,
		way,
		file: { ...file, size: oneOf(longChunks ? [23 * MIB + 7] : SIZES) },
		address: oneOf(['plain', 'plain', 'link', 'link', 'signed']),
		requests: oneOf([2, 5, 20, 100]),
		signIn: oneOf([true, false, false]),
		rate: oneOf([0, 0.1, 0.2, 0.4]),
		kinds,
		faultShare: oneOf([0, 0.2, 0.2, 0.5]),
		first,
		othersToo: oneOf([true, false]),
		options: {
			parallelUploads: oneOf([1, 3, 8]),
			memoryLimit: oneOf(longChunks ? [24, 48] : [16, 24, 64]),
			ifStopped: oneOf(['keep', 'keep', 'delete']),
			...(chunkSize && { chunkSize }),
			...(keyed && { idempotencyKey: 'drive-1' }),
		},
		stopAfter: oneOf([...Array<undefined>(12).fill(undefined), 1, 2, 6, 15]),
	};
}

/** A file on the web, and each version of it that there was. */
interface Served {
	readonly server: FileServer;
	readonly address: string;
	versions(): Promise<FileBytes[]>;
	/** As it was at first, without any fault. */
	restore(): void;
}

function serve(server: FileServer, schedule: Schedule, stop: AbortController): Served {
	const { file: behaviour, address, requests, signIn, seed, rate, kinds, stopAfter } = schedule;
	const given: FileBehaviour = {
		...behaviour,
		...(signIn && { signIn: { kind: 'header', name: 'X-Key', value: SECRET } }),
	};
	let file = server.file(PATH, given);
	const contents: Content[] = [file.content];
	const isLasting = (kind: string) => LASTING_FAULTS.some((lasting) => lasting === kind);
	const atFirst = kinds.filter((kind) => !isLasting(kind) && !NOT_AT_FIRST.includes(kind));
	let asked = 0;
	let probing = true;
	server.faults = { seed, rate, kinds: atFirst };
	const watched: Answering = {
		answer: async (exchange) => {
			if (++asked === stopAfter) setImmediate(() => stop.abort());
			if (probing && exchange.entry.range !== PROBE) {
				probing = false;
				server.faults = { seed, rate, kinds };
			}
			const answered = file.answer(exchange);
			if (exchange.entry.faults.some(isLasting)) contents.push(file.content);
			await answered;
		},
	};
	server.route(PATH, watched);
	const link = server.link('/go', PATH, { requests });
	const plain = `${PATH}?signature=${SECRET}`;
	const path = { plain, link: `/go?key=${SECRET}`, signed: link.sign() }[address];
	return {
		server,
		address: server.url + path,
		versions: async () =>
			await Promise.all(
				contents.map(async (one) => ({ size: one.size, sha256: await sha256Of(one) })),
			),
		restore: () => {
			probing = false;
			server.faults = undefined;
			file = server.file(PATH, given);
			server.route(PATH, watched);
			if (address === 'signed') server.route(path.split('?')[0], watched);
		},
	};
}

function credentialsOf(world: World, { server }: Served, token: string, { way }: Schedule) {
	const data = { host: new URL(server.url).host, headerName: 'X-Key', headerSecret: SECRET };
	const opens: StoredCredential = { type: new ApiVideoFileServerApi(), data };
	return [way === 'token credential' ? withToken(world, token) : withKey(world), opens];
}

async function send(
	world: World,
	served: Served,
	schedule: Schedule,
	token: string,
	signal: AbortSignal,
	more: INodeParameters = {},
): Promise<NodeResult> {
	const { way, options, signIn } = schedule;
	const uploadWith = {
		'API key': {},
		'key and delegated token': { uploadWith: 'delegatedToken', uploadToken: byId(token) },
		'token credential': { uploadWith: 'tokenCredential' },
	}[way];
	return await upload(
		world,
		{ credentials: credentialsOf(world, served, token, schedule), signal },
		{
			...uploadWith,
			fileFrom: 'webAddress',
			webAddress: served.address,
			signInToServerWith: signIn ? 'header' : 'none',
			options: { ...options, ...more },
		},
	);
}

interface Verdict {
	readonly seed: number;
	readonly ended: 'green' | 'stopped' | 'canceled';
	/** Undefined: all is well. */
	readonly report?: string;
}

/** Whose fault a message says it is must be whose fault it was. */
function wrongSide(message: string, { server }: Served, world: World): string[] {
	const ofServer = /file (?:server )?at http|\bfile '/.test(message) || /file server/.test(message);
	const others = ofServer
		? server.requests.entries.some(({ faults, status = 0 }) => faults.length > 0 || status >= 400)
		: world.emulator.requests.entries.some(({ faults }) => faults.length > 0);
	return others
		? []
		: [`the message blames the ${ofServer ? 'file server' : 'service'}: ${message}`];
}

async function play(world: World, server: FileServer, schedule: Schedule): Promise<Verdict> {
	const { emulator } = world;
	const { seed, way, options } = schedule;
	const stop = new AbortController();
	const served = serve(server, schedule, stop);
	const token = way === 'API key' ? '' : await createToken(world);
	const tokenAlone = way === 'token credential';
	for (const fault of faultsOf({ ...schedule, tokenAlone })) emulator.faults.add(fault);
	const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(LONGEST)]);
	const result = await send(world, served, schedule, token, signal);
	await until(() => server.requests.underWay.length === 0, 'all readings have ended');
	const requests = emulator.requests.entries.slice();
	const asked = server.requests.entries.slice();
	// What follows are the test's own questions.
	emulator.faults.clear();
	const versions = await served.versions();
	const [file] = versions;
	const resume = async (resumeVideoId: string) => {
		served.restore();
		const fresh = token && (await createToken(world));
		return await send(world, served, schedule, fresh, NEVER, { resumeVideoId });
	};
	const ended = result.error ? (stop.signal.aborted ? 'canceled' : 'stopped') : 'green';
	const wrong = leaked(result, SECRET, ...(token ? [token] : [])).map(() => 'a secret is told');
	if (result.status === 'canceled' && !stop.signal.aborted) wrong.push('it did not end');
	if (ended === 'green') {
		const arrived = await emulator.videoFile(String(result.items[0]?.json.videoId));
		const whole = versions.find(({ sha256 }) => sha256 === arrived?.sha256) ?? file;
		wrong.push(...(await untrueOfSuccess({ emulator, result, file: whole, tokenAlone })));
	} else {
		const claims = serverClaims(server);
		if (ended === 'stopped') wrong.push(...wrongSide(String(result.error?.message), served, world));
		wrong.push(
			...(await untrueOfMessage({ emulator, result, file, requests, tokenAlone, resume, claims })),
		);
	}
	wrong.push(...(await superfluous(emulator, file, requests)));
	if (options.idempotencyKey) {
		served.restore();
		const fresh = token && (await createToken(world));
		const again = await send(world, served, schedule, fresh, NEVER);
		const there = await videosIn(emulator);
		if (again.error) wrong.push(`the next run: ${again.error.message}`);
		const arrived = await emulator.videoFile(String(again.items[0]?.json.videoId));
		if (!versions.some(({ sha256 }) => sha256 === arrived?.sha256))
			wrong.push('the next run lacks bytes');
		const lost = requests.filter(
			({ method, path, faults }) => method === 'POST' && path === '/videos' && faults.length > 0,
		);
		if (there.length > 1 + lost.length) wrong.push(`videos for one key: ${there.join()}`);
	}
	if (wrong.length === 0) return { seed, ended };
	const { error } = result;
	const report = [
		`${JSON.stringify({ ...schedule, kinds: schedule.kinds.length })}: ${wrong.join('; ')}`,
		`said: ${error ? `${error.message} / ${error.description}` : 'success'}`,
		...logOf(requests),
		...asked.map(
			({ path, range, status, bytes, faults: drawn }) =>
				`  file ${path} ${range} -> ${status} ${bytes} ${drawn.join()}`,
		),
	];
	return { seed, ended, report: report.join('\n') };
}

async function playOnServer(schedule: Schedule): Promise<Verdict> {
	const server = await FileServer.start();
	try {
		return await inWorld(new MockTime(), async (world) => {
			const playing = async () => await play(world, server, schedule);
			return await stalls.run(stallsOf(world.emulator, server), playing);
		});
	} catch (error) {
		const { stack } = error as Error;
		return {
			seed: schedule.seed,
			ended: 'stopped',
			report: `seed ${schedule.seed}: ${stack}`,
		};
	} finally {
		await server.stop();
	}
}

test(
	`${COUNT} schedules of faults on both sides: all of one version of the file, or a true message`,
	async () => {
		const schedules = seedsFor(COUNT).map(scheduleOf);

		const verdicts = await playAll(schedules, AT_ONCE, playOnServer);

		expect(verdicts.flatMap(({ report }) => report ?? []).join('\n\n')).toBe('');
		// Nothing is left: no clock is looked at, and all memory has come back, or this would wait for ever.
		await until(() => mockOpenWatches.size === 0, 'nobody watches a reading any more');
		const member = processLines.enter(new Party());
		const { memory } = member.share('test');
		const half = memory.frameMaxBytes;
		await Promise.all([memory.reserve(half, NEVER), memory.reserve(half, NEVER)]);
		member.leave();
		if (verdicts.length < 100) return;
		const ends = new Set(verdicts.map(({ ended }) => ended));
		expect(ends).toEqual(new Set(['green', 'stopped', 'canceled']));
	},
	30 * 60_000,
);
