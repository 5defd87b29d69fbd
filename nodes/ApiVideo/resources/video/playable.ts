import type { IDataObject } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { isBegun, readStatus, stateOfFile } from '../../api/readStatus';
import { isNotFound, Trouble } from '../../api/trouble';
import { isRecord } from '../../upload';
import type { OperationContext } from '../operation';
import { fetchStatus } from './status';

const FIRST_MS = 2000;
const GROWTH = 1.5;
/** Twice a minute is little against a read limit of 100 a minute, also with many items. */
const CAP_MS = 30_000;

/** How long a new video may be unknown, in milliseconds. */
const FRESH_MS = 20_000;
const NOTHING_YET: IDataObject = {};

/** What is ready to be watched. */
export interface Playable extends IDataObject {
	readonly playable: true;
	/** Such as "hls 720p". */
	readonly readyQualities: string[];
}

/**
 * Asks for the status, less and less often, until the video can be watched.
 *
 * @param minutes to wait at most
 * @param fresh whether the video was made a moment ago, so that parts of the service may not know it yet
 * @throws Trouble when the encoding has failed or takes longer
 */
export async function untilPlayable(
	context: Pick<OperationContext, 'api' | 'clock' | 'signal'>,
	videoId: string,
	minutes: number,
	fresh = false,
): Promise<Playable & IDataObject> {
	const { clock, signal } = context;
	const started = clock.now();
	const until = started + minutes * 60_000;
	for (let pause = FIRST_MS; ; pause = Math.min(CAP_MS, pause * GROWTH)) {
		const status = await fetchStatus(context, videoId).catch(async (error: unknown) =>
			fresh && isNotFound(error) && clock.now() - started < FRESH_MS
				? NOTHING_YET
				: await Promise.reject(error),
		);
		const { playable, qualities } = readEncoding(status);
		if (playable) return { playable, readyQualities: namesOf(qualities, 'encoded'), ...status };
		if (qualities.length > 0 && qualities.every(({ status: state }) => state === 'failed')) {
			throw new Trouble(
				`api.video could not encode the video ${videoId}`,
				'The file is most likely damaged or in a format that api.video does not know. Play it on your computer, encode it anew (H.264 in an MP4 file works everywhere), and upload it again.',
			);
		}
		if (clock.now() + pause > until) {
			throw notPlayable(videoId, minutes, status);
		}
		await clock.sleep(pause, signal);
	}
}

/** Says what is known of a video for which the time is over, and nothing else. */
function notPlayable(videoId: string, minutes: number, status: IDataObject): Trouble {
	const message = `The video ${videoId} is not playable yet after ${minutes} minutes`;
	const wait = 'Use Video > Wait Until Playable in a later step, or a longer Max Wait.';
	if (readEncoding(status).qualities.length > 0) {
		return new Trouble(message, `Encoding goes on at api.video. ${wait}`);
	}
	if (stateOfFile(status) === 'complete') {
		return new Trouble(message, `Its file is there, and api.video shows no encoding yet. ${wait}`);
	}
	const received = readStatus(status);
	if (received && isBegun(received)) {
		return new Trouble(
			message,
			'Not all of its file has arrived: upload the rest, or wait for whoever does, and then use Video > Wait Until Playable.',
		);
	}
	const word = isRecord(status.ingest) ? status.ingest.status : undefined;
	const said = typeof word === 'string' ? `says ${quote(word)} of its file` : 'says nothing of it';
	return new Trouble(
		message,
		`Whether it ever will be is not known: api.video ${said}, shows no progress, and does not tell when a file cannot be fetched from a web address. Nothing was deleted or begun again. Check that anybody can download the file, and look again with Video > Get Status; to begin again, delete the video with Video > Delete first.`,
	);
}

function readEncoding({ encoding }: IDataObject): { playable: boolean; qualities: IDataObject[] } {
	if (!isRecord(encoding)) return { playable: false, qualities: [] };
	const { playable, qualities } = encoding;
	return {
		playable: playable === true,
		qualities: Array.isArray(qualities)
			? ((qualities as unknown[]).filter(isRecord) as IDataObject[])
			: [],
	};
}

function namesOf(qualities: IDataObject[], state: string): string[] {
	return qualities
		.filter(({ status }) => status === state)
		.map(({ type, quality }) => [type, quality].filter(Boolean).join(' '));
}
