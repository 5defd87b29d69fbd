import type { Emulator, RequestEntry } from '../../../emulator';
import type { NodeResult } from '../harness';
import type { FileBytes } from './files';
import { heldOf, sortedVideos } from './truth';

/** An upload that has succeeded, and what is known of it besides what it says. */
export interface SucceededUpload {
	readonly emulator: Emulator;
	readonly result: NodeResult;
	readonly file: FileBytes;
	/** Whether there was a delegated token and nothing else, so that nobody can be asked. */
	readonly tokenAlone: boolean;
}

/** What is wrong with an upload that has succeeded, and with what it says; nothing, one hopes. */
export async function untrueOfSuccess({
	emulator,
	result: { items, hints },
	file,
	tokenAlone,
}: SucceededUpload): Promise<string[]> {
	const wrong: string[] = [];
	const videoId = String(items[0]?.json.videoId);
	const held = await heldOf(emulator, videoId, file);
	if (!held?.whole) wrong.push(`${videoId} holds ${held?.bytes ?? 'not all'} bytes, or other ones`);
	const said = hints.map(({ message }) => message).join('\n');
	if (/copy|nobody can ask/.test(said) && !tokenAlone) wrong.push('it could ask');
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

/**
 * Videos that nobody needs; none, one hopes. A request for a video whose answer was lost leaves an empty one behind,
 * which goes after seven days.
 */
export async function superfluous(
	emulator: Emulator,
	file: FileBytes,
	requests: readonly RequestEntry[],
): Promise<string[]> {
	const lostAnswers = requests.filter(
		({ method, path, faults }) => method === 'POST' && path === '/videos' && faults.length > 0,
	);
	const { empty, filled } = await sortedVideos(emulator, file);
	const own = filled.length > 0 ? 0 : 1;
	return empty.length > lostAnswers.length + own ? [`empty videos: ${empty.join()}`] : [];
}
