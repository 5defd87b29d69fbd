import type { Emulator, RequestEntry } from '../../../emulator';
import { API_KEY } from './apiVideo';
import { mockTime } from './clock';
import type { FileBytes } from './files';

const headers = { authorization: `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}` };

/** What an emulator holds of a video. */
export interface Held {
	/** As its status says. */
	readonly bytes: number;
	readonly ranges: ReadonlyArray<{ readonly from: number; readonly to: number }>;
	readonly complete: boolean;
	/** Whether it is complete, and byte for byte the file. */
	readonly whole: boolean;
}

/** The ids of all videos that there are. */
export async function videosIn({ url }: Emulator): Promise<string[]> {
	const response = await fetch(`${url}/videos?pageSize=100`, { headers });
	const { data } = (await response.json()) as { data: Array<{ videoId: string }> };
	return data.map(({ videoId }) => videoId);
}

/** What there is of a video; undefined: there is no such video. No fault may be set. */
export async function heldOf(
	emulator: Emulator,
	videoId: string,
	file: FileBytes,
): Promise<Held | undefined> {
	const status = await statusOf(emulator, videoId);
	if (!status) return undefined;
	const stored = await emulator.videoFile(videoId);
	const ranges = status.ingest.receivedBytes;
	return {
		ranges,
		bytes: stored?.size ?? sum(ranges),
		complete: stored !== undefined,
		whole: stored?.size === file.size && stored.sha256 === file.sha256,
	};
}

/** The videos that hold anything, and those that do not. */
export async function sortedVideos(
	emulator: Emulator,
	file: FileBytes,
): Promise<{ filled: string[]; empty: string[] }> {
	const filled: string[] = [];
	const empty: string[] = [];
	for (const videoId of await videosIn(emulator)) {
		const held = await heldOf(emulator, videoId, file);
		(held && held.bytes > 0 ? filled : empty).push(videoId);
	}
	return { filled, empty };
}

/** The requests that have deleted a video. */
export function deletionsIn(
	requests: readonly RequestEntry[],
): Array<{ videoId: string; startedAt: number }> {
	const done = requests.filter(
		({ method, faults, status }) =>
			method === 'DELETE' && (status === 204 || faults.includes('lost-answer')),
	);
	const ids = done.map(({ path, startedAt }) => ({ videoId: path.split('/')[2], startedAt }));
	return ids.filter(
		({ videoId }, index) => ids.findIndex((one) => one.videoId === videoId) === index,
	);
}

/**
 * How much a video that was deleted held when that happened. The emulator remembers: with a lag it shows what
 * was. No fault may be set, and the emulator must go by the time that this runs in.
 */
export async function heldWhenDeleted(
	emulator: Emulator,
	{ videoId, startedAt }: { videoId: string; startedAt: number },
): Promise<'nothing' | 'a part' | 'all'> {
	const time = mockTime.getStore();
	const status = await time?.frozen(async () => {
		const lag = time.now() - time.at(startedAt - performance.timeOrigin);
		return await statusOf(emulator, videoId, lag);
	});
	if (!status) throw new Error(`There was no video ${videoId}`);
	const { ingest } = status;
	if (ingest.status !== 'uploading') return 'all';
	return sum(ingest.receivedBytes) > 0 ? 'a part' : 'nothing';
}

interface Status {
	ingest: { status: string; receivedBytes: Array<{ from: number; to: number }> };
}

async function statusOf(
	{ url, faults }: Emulator,
	videoId: string,
	lag = 0,
): Promise<Status | undefined> {
	const fault = lag > 0 ? faults.add({ kind: 'lag', milliseconds: lag }) : undefined;
	const response = await fetch(`${url}/videos/${videoId}/status`, { headers });
	if (fault !== undefined) faults.remove(fault);
	return response.ok ? ((await response.json()) as Status) : undefined;
}

function sum(ranges: ReadonlyArray<{ from: number; to: number }>): number {
	return ranges.reduce((bytes, { from, to }) => bytes + to - from + 1, 0);
}

/** A line for each request, for a report. */
export function logOf(requests: readonly RequestEntry[]): string[] {
	const [{ startedAt: began } = { startedAt: 0 }] = requests;
	return requests.map(
		({ method, path, contentRange, bytes, status, faults, startedAt, endedAt = NaN }) =>
			`  ${(startedAt - began).toFixed()}-${(endedAt - began).toFixed()} ${method} ${path} ${contentRange ?? ''} ${bytes} bytes -> ${status} ${faults.join()}`,
	);
}
