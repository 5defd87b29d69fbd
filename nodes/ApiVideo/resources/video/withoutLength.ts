import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { DOWNLOAD_FIRST } from '../../n8n/web/serverWords';
import { stateOfFile } from '../../api/readStatus';
import type { AnySource, Lane, SourceWithoutLength } from '../../upload';
import type { OperationContext } from '../operation';
import type { FinishedContainer } from './container';
import { fetchVideo } from './fetchVideo';
import { waitForOther } from './sharedUpload';
import { fetchAnyStatus } from './status';
import type { ReadOptions } from './uploadOptions';
import { uploadWithField } from './uploadWith';

/** How a file is to be sent. */
interface Wanted {
	/** The delegated token to send it with, if any. */
	readonly token?: string;
	readonly options: Pick<ReadOptions, 'resumeVideoId'>;
}

/**
 * A file whose length nobody tells goes in numbered parts, which `POST /upload` does not document, and which nobody
 * can go on with.
 *
 * @throws Trouble where it would have to
 */
export function refuseWithoutLength(
	source: SourceWithoutLength,
	{ token, options: { resumeVideoId } }: Wanted,
): void {
	const file = quote(source.name);
	if (token !== undefined) {
		throw new Trouble(
			`The file server does not say how long ${file} is, and such a file cannot be uploaded with a delegated token`,
			`Set ${uploadWithField.displayName} to API Key. Without one: ${DOWNLOAD_FIRST} Nothing was sent.`,
		);
	}
	if (resumeVideoId !== undefined) {
		throw new Trouble(
			`The file server does not say how long ${file} is, so nothing tells where to go on with the video ${resumeVideoId} in Resume Video`,
			`Remove Resume Video from Options to upload the file as a new video. To go on with that one: ${DOWNLOAD_FIRST} Nothing was sent.`,
		);
	}
}

/**
 * Waits for a video that an idempotency key has found, and that is not complete, as long as it grows: another execution
 * may be uploading to it.
 *
 * @param source whose length nobody tells, or nobody told when the video was made
 * @param lane that uploads to the account go through
 * @throws Trouble when it has not grown for one to two minutes, or the service does not say what it holds
 */
export async function waitUntilComplete(
	context: OperationContext,
	videoId: string,
	{ name, size }: Pick<AnySource, 'name' | 'size'>,
	lane: Lane,
): Promise<FinishedContainer> {
	const { complete } = await waitForOther(context, videoId, lane);
	// All parts may have come, or the service may have a word of its own for that.
	const state = complete ? 'complete' : stateOfFile(await fetchAnyStatus(context, videoId));
	if (state === 'complete') return { kind: 'finished', video: await fetchVideo(context, videoId) };
	if (state === 'unknown') throw maybeComplete(videoId);
	const file = quote(name);
	const why =
		size === undefined
			? `the file server does not say how long ${file} is`
			: `when its upload began, the file server did not say how long ${file} is`;
	throw new Trouble(
		`The video ${videoId}, for which the key in Only Once stands, is not complete, and this step cannot go on with it: ${why}`,
		'Nothing has come to it for a minute. Unless another execution is still uploading to it, delete it with Video > Delete, and run the step again to upload the file as a new video. Nothing was sent.',
	);
}

function maybeComplete(videoId: string): Trouble {
	return new Trouble(
		`api.video does not say whether the video ${videoId}, for which the key in Only Once stands, has all of its file`,
		'Nothing has come to it for a minute, and what api.video calls its state is not known to this step. Look at it with Video > Get Status, and run the step again once that says "uploaded" or "ingested". Nothing was sent.',
	);
}
