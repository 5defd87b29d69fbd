import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How many functions are shown. */
const SHOWN = 20;

/** The parts of V8's `.cpuprofile` that are read. Times in microseconds, by the machine's clock. */
interface CpuProfile {
	nodes: Array<{
		id: number;
		callFrame: { functionName: string; url: string; lineNumber: number };
	}>;
	startTime: number;
	samples: number[];
	timeDeltas: number[];
}

/** A stretch of time: milliseconds since 1970, and how many. */
interface Stretch {
	startedAt: number;
	milliseconds: number;
}

/** A CPU profile of n8n, from its start to its end. */
export interface Profiling {
	environment: Record<string, string>;
	/** Only what happened in the stretches told here is summed up. */
	note(stretch: Stretch): void;
	/** Once n8n has ended: where the time went, as lines. */
	summary(): Promise<string[]>;
}

/** @param folder for the profiles; need not exist */
export function profiling(folder: string): Profiling {
	const stretches: Stretch[] = [];
	return {
		environment: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` },
		note: (stretch) => stretches.push(stretch),
		summary: async () => {
			const profiles = await readProfiles(folder);
			// n8n's helper processes write one as well; n8n's own is the one with the most samples.
			const [longest] = profiles.sort((a, b) => b.samples.length - a.samples.length);
			return longest ? sumUp(longest, stretches, folder) : [`no profile in ${folder}`];
		},
	};
}

async function readProfiles(folder: string): Promise<CpuProfile[]> {
	const names = await readdir(folder).catch(() => []);
	return await Promise.all(
		names
			.filter((name) => name.endsWith('.cpuprofile'))
			.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as CpuProfile),
	);
}

function sumUp(profile: CpuProfile, stretches: Stretch[], folder: string): string[] {
	// Both clocks run at the same speed; only their zero differs.
	const zero = Date.now() * 1000 - Number(process.hrtime.bigint() / 1000n);
	const within = (at: number) =>
		stretches.some(({ startedAt, milliseconds }) => {
			const since = (at + zero) / 1000 - startedAt;
			return since >= 0 && since <= milliseconds;
		});
	const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
	const times = new Map<string, number>();
	let at = profile.startTime;
	let total = 0;
	profile.samples.forEach((id, index) => {
		const spent = profile.timeDeltas[index];
		at += spent;
		if (!within(at)) return;
		const name = names.get(id) ?? '';
		times.set(name, (times.get(name) ?? 0) + spent);
		total += spent;
	});
	const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
	return [
		`CPU profile of n8n during ${stretches.length} uploads, ${(total / 1e6).toFixed(1)} s (${folder}); its own time, without what it calls:`,
		...sorted.map(([name, time]) => `${((time / total) * 100).toFixed(1).padStart(6)} %  ${name}`),
	];
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][0]['callFrame']): string {
	const place = url.split('/').slice(-3).join('/');
	return `${functionName || '(anonymous)'}${place ? `  ${place}:${lineNumber + 1}` : ''}`;
}
