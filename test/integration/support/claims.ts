import type { Emulator, RequestEntry } from '../../../emulator';
import type { NodeResult } from '../harness';
import { MIB } from '../../../nodes/ApiVideo/upload';
import type { FileBytes } from './files';
import { deletionsIn, heldOf, heldWhenDeleted, sortedVideos, videosIn } from './truth';

/** An upload that has stopped, and what is known of it besides what it says. */
export interface StoppedUpload {
	readonly emulator: Emulator;
	readonly result: NodeResult;
	readonly file: FileBytes;
	/** All requests of the run, and of those that ran beside it. */
	readonly requests: readonly RequestEntry[];
	/** Whether there was a delegated token and nothing else, so that nobody can be asked. */
	readonly tokenAlone?: boolean;
	/** Whether others were uploading to the same video. */
	readonly others?: boolean;
	/** What a message may say of this upload besides; consulted first. */
	readonly claims?: readonly Claim[];
	/** Uploads the file once more, with Resume Video set to this. */
	readonly resume?: (videoId: string) => Promise<NodeResult>;
}

/** A sentence that a message may hold, and what is wrong with it; undefined, one hopes. */
export interface Claim {
	readonly says: RegExp;
	/** Whether it says what has become of the video. */
	readonly ofVideo?: true;
	check(stopped: StoppedUpload, ...groups: string[]): Promise<string | undefined>;
}

const held = async ({ emulator, file }: StoppedUpload, videoId: string) =>
	await heldOf(emulator, videoId, file);

const isUnfinished = async (stopped: StoppedUpload, videoId: string) => {
	const video = await held(stopped, videoId);
	if (!video) return `${videoId} is not there`;
	return video.complete ? `${videoId} is complete` : undefined;
};

const isEmpty = async (stopped: StoppedUpload, videoId: string) => {
	const video = await held(stopped, videoId);
	if (!video) return `${videoId} is not there`;
	// What others have sent since then does not make it untrue.
	return video.bytes > 0 && !stopped.others ? `${videoId} holds ${video.bytes} bytes` : undefined;
};

const isGone = async ({ emulator }: StoppedUpload, videoId: string) =>
	(await videosIn(emulator)).includes(videoId) ? `${videoId} is there` : undefined;

const wasDeleted = async (stopped: StoppedUpload, videoId: string, least: string[]) => {
	const deletion = deletionsIn(stopped.requests).find((one) => one.videoId === videoId);
	if (!deletion) return `${videoId} was not deleted`;
	const before = await heldWhenDeleted(stopped.emulator, deletion);
	return least.includes(before) ? undefined : `the video that was deleted held ${before}`;
};

const onlyWithToken = async ({ tokenAlone }: StoppedUpload) =>
	tokenAlone ? undefined : 'the API key could have been asked';

const met = (kind: string) => async (stopped: StoppedUpload) =>
	stopped.others || stopped.requests.some(({ faults }) => faults.includes(kind))
		? undefined
		: `there was no ${kind}`;

const answered = async ({ requests }: StoppedUpload, status: string) =>
	requests.some((request) => request.status === Number(status)) ? undefined : `never ${status}`;

const never = async () => 'that is not so';
const harmless = async () => undefined;

const textOf = ({ result: { error } }: StoppedUpload) => `${error?.message} ${error?.description}`;

/** Every sentence about the service, the file or a video that a stopped upload may say. */
const CLAIMS: readonly Claim[] = [
	{
		says: /No video was made\./,
		ofVideo: true,
		check: async ({ emulator }) =>
			(await videosIn(emulator)).length > 0 ? 'there is one' : undefined,
	},
	{
		says: /Nothing was sent; an empty video may have been made, which api\.video deletes after seven days\./,
		ofVideo: true,
		check: async ({ emulator, file }) => {
			const { filled } = await sortedVideos(emulator, file);
			return filled.length > 0 ? `there are videos with bytes: ${filled.join()}` : undefined;
		},
	},
	{ says: /The answer of the service names no video/, check: met('other-shape') },
	{
		says: /api\.video may hold a video of this file, finished or not, as no answer named one\./,
		ofVideo: true,
		check: onlyWithToken,
	},
	{
		says: /The answer to the first request of an upload was lost, so it was sent again\. api\.video may hold a second or unfinished copy of the video\./,
		check: onlyWithToken,
	},
	{
		says: /Nothing had arrived, so the empty video (vi\w+) was deleted\./,
		ofVideo: true,
		check: async (stopped, videoId) => await wasDeleted(stopped, videoId, ['nothing']),
	},
	{
		says: /The unfinished video (vi\w+) was deleted\./,
		ofVideo: true,
		check: async (stopped, videoId) => await wasDeleted(stopped, videoId, ['nothing', 'a part']),
	},
	{
		says: /The video (vi\w+) is not there any more: run the step again to upload the file as a new video(?:, without Resume Video)?\./,
		ofVideo: true,
		check: isGone,
	},
	{
		says: /The video (vi\w+) has all of the file nevertheless: do not upload it again\./,
		ofVideo: true,
		check: async (stopped, videoId) =>
			(await held(stopped, videoId))?.whole ? undefined : `${videoId} does not have it`,
	},
	{
		says: /(\d+) of (\d+) MiB had arrived in the video (vi\w+)\./,
		ofVideo: true,
		check: async (stopped, had, all, videoId) => {
			const { bytes = 0 } = (await held(stopped, videoId)) ?? {};
			// What the service has said that it has, and lost then, had arrived.
			const lost = stopped.requests.some(({ faults }) => faults.includes('forget'));
			if (bytes < Number(had) * MIB && !lost) return `only ${bytes} bytes have arrived`;
			const { size } = stopped.file;
			return Number(all) === Math.ceil(size / MIB) ? undefined : `the file has ${size} bytes`;
		},
	},
	{
		says: /It stays unfinished; whoever has the API key can delete it or send the rest\./,
		check: async (stopped) => {
			const [, videoId] = /had arrived in the video (vi\w+)/.exec(textOf(stopped)) ?? [];
			return await isUnfinished(stopped, videoId);
		},
	},
	{
		says: /Nobody knows whether the rest has arrived; whoever has the API key can look, and delete it or send the rest\./,
		check: onlyWithToken,
	},
	{
		says: /The unfinished video (vi\w+) is still there: delete it with Video > Delete\./,
		ofVideo: true,
		check: isUnfinished,
	},
	{
		says: /Upload again with Resume Video set to (vi\w+) to send the rest\./,
		// What is advised must work, and end with the whole file in that very video.
		check: async (stopped, videoId) => {
			if (!stopped.resume) return 'nobody has tried that';
			const { error, items } = await stopped.resume(videoId);
			if (error) return `not resumed: ${error.message}`;
			if (items[0].json.videoId !== videoId) return 'resumed another video';
			return (await held(stopped, videoId))?.whole ? undefined : `${videoId} is not whole then`;
		},
	},
	{
		// Whoever has a key tries it in the end.
		says: /Run the step again with the same key in Only Once to send the rest\./,
		check: harmless,
	},
	{
		says: /Nothing is known to have arrived in the video (vi\w+), which is still there\./,
		ofVideo: true,
		check: async (stopped, videoId) =>
			(await held(stopped, videoId)) ? undefined : `${videoId} is not there`,
	},
	{
		says: /Nothing is known to have arrived\. The video (vi\w+) stays: the next run with this key in Only Once goes on with it\./,
		ofVideo: true,
		check: async (stopped, videoId) =>
			(await held(stopped, videoId)) ? undefined : `${videoId} is not there`,
	},
	{
		says: /Nothing had arrived\. The empty video (vi\w+) stays: the next run with this key in Only Once uploads into it\./,
		ofVideo: true,
		check: isEmpty,
	},
	{
		says: /Nothing had arrived, and the empty video (vi\w+) could not be deleted: delete it with Video > Delete\./,
		ofVideo: true,
		check: isEmpty,
	},
	{ says: /Nothing had arrived in the video (vi\w+)\./, ofVideo: true, check: isEmpty },
	{
		says: /The video (vi\w+) cannot be completed: what is missing of it includes fewer bytes than a chunk must have/,
		ofVideo: true,
		check: async (stopped, videoId) => {
			const { ranges = [] } = (await held(stopped, videoId)) ?? {};
			const sorted = [...ranges].sort((a, b) => a.from - b.from);
			const before = [{ to: -1 }, ...sorted];
			const gaps = sorted.map(({ from }, index) => from - before[index].to - 1);
			const short = gaps.some((bytes) => bytes > 0 && bytes < 5 * MIB);
			return short ? undefined : `the gaps have ${gaps.join()} bytes`;
		},
	},
	{ says: /Delete the video vi\w+ with Video > Delete, and run the step again/, check: harmless },
	{ says: /The video (vi\w+) was not found/, check: isGone },
	{
		says: /check that the credential has the environment in which the token was created/,
		check: harmless,
	},
	{ says: /Nothing is sent any more\./, check: harmless },
	{ says: /It may have been deleted, or belong to the other environment/, check: harmless },
	{ says: /Somebody else is uploading to the same video/, check: met('other-writer') },
	{
		says: /The delegated token is not valid: it has expired, was deleted, or never existed in this environment/,
		check: met('expire-token'),
	},
	{ says: /\(HTTP (\d+)\)/, check: answered },
	{
		says: /received more requests than its rate limit allows/,
		check: async (stopped) => await answered(stopped, '429'),
	},
	{ says: /The video already has its file/, check: never },
	{ says: /does not accept the API key/, check: never },
	{
		says: /The file (?:could not be read|ended after|is larger)|no longer has the file/,
		check: never,
	},
];

/** What must not be said without a check. */
const CLAIMING = /\bvi[A-Za-z0-9]{8,}|arrived|deleted|copy|unfinished|nothing|not found|made/i;

/**
 * What is not true in the message of an upload that has stopped; nothing, one hopes. Whatever it says of the
 * service or of a video is checked against the emulator; what nobody can check is not true either. No fault
 * may be set any more.
 */
export async function untrueOfMessage(stopped: StoppedUpload): Promise<string[]> {
	const { emulator, requests, file, tokenAlone, others, claims = [] } = stopped;
	let unchecked = textOf(stopped);
	const wrong: string[] = [];
	let saysOfVideo = false;
	const before = await sortedVideos(emulator, file);
	for (const { says, check, ofVideo } of [...claims, ...CLAIMS]) {
		const match = says.exec(unchecked);
		if (!match) continue;
		saysOfVideo ||= ofVideo === true;
		unchecked = unchecked.replace(match[0], '');
		const untrue = await check(stopped, ...match.slice(1));
		if (untrue !== undefined) wrong.push(`"${match[0]}": ${untrue}`);
	}
	if (CLAIMING.test(unchecked)) wrong.push(`nobody has checked "${unchecked}"`);
	const sent = requests.some(({ method, path }) => method === 'POST' && UPLOADS.test(path));
	if (sent && !saysOfVideo) wrong.push('the message does not say what has become of the video');
	if (!sent && before.filled.length > 0) wrong.push('there is a video with bytes');
	// A second one that nobody names is lost on its owner.
	if (!tokenAlone && !others && before.filled.length > 1) {
		wrong.push(`videos with bytes: ${before.filled.join()}`);
	}
	return wrong;
}

/** The paths of the requests that carry a file. */
export const UPLOADS = /\/(upload|source)$/;
