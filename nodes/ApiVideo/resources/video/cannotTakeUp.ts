import { withoutRetryAdvice } from '../../api/advice';
import { cancelled } from '../../api/exchange';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import type { AnySource } from '../../upload';

/** @param totalBytes of the file that the video expects, where the service says so */
export function otherFile(
	videoId: string,
	source: AnySource,
	totalBytes: number | undefined,
): Trouble {
	const sizes =
		source.size !== undefined && totalBytes !== undefined && totalBytes !== source.size
			? `: it has ${source.size} bytes, and the video expects ${totalBytes}`
			: '';
	return new Trouble(
		`${quote(source.name)} is not the file that was uploaded to the video ${videoId} before${sizes}`,
		'Upload the same file again, or use another key in Only Once (or no Resume Video) to upload this one as a new video. Nothing was sent.',
	);
}

/** Its beginning and its size are the same, and its server calls it another version. */
export function changedSince(
	videoId: string,
	{ name }: AnySource,
	complete: boolean,
	shared: boolean,
): Trouble {
	const instead = shared ? 'use another key in Only Once' : 'remove Resume Video';
	const ifSame =
		'Where you know that the file is the same, as some servers mark it anew each time,';
	const advice = complete
		? `To upload the file as it is now as a new video, ${instead}. ${ifSame} nothing needs to be done.`
		: `Its rest does not fit what has arrived. Delete that video with Video > Delete, and ${instead} to upload the file as a new one. ${ifSame} do so all the same.`;
	return new Trouble(
		`The file ${quote(name)} has changed on its server since it was uploaded to the video ${videoId}: its ETag or Last-Modified is another one`,
		`${advice} Nothing was sent.`,
	);
}

/** Nobody can tell whether it is the same file. */
export function fetchedByService(videoId: string, source: AnySource): Trouble {
	return new Trouble(
		`The video ${videoId} was made by Video > Create, so api.video fetches its file by itself, and ${quote(source.name)} cannot be uploaded to it`,
		'Use another key in Only Once (or no Resume Video) to upload the file as a new video, or delete that video with Video > Delete before. Nothing was sent.',
	);
}

export function ofUnknownFile(videoId: string, source: AnySource): Trouble {
	return new Trouble(
		`The video ${videoId} has its file already, and api.video does not say whether it is ${quote(source.name)}`,
		'Look at the video. If it shows this file, nothing needs to be done; if not, remove Resume Video to upload the file as a new video. Nothing was sent.',
	);
}

/** @param byThisNode whether it has left its mark, of a file whose length nobody told */
export function begunInParts(videoId: string, byThisNode: boolean): Trouble {
	const begun = `The upload of the video ${videoId} was begun in numbered parts`;
	if (byThisNode) {
		return new Trouble(
			`${begun}, as nobody told how long the file was, and nobody can go on with it`,
			'Delete the video with Video > Delete, and upload the file as a new one. Nothing was sent.',
		);
	}
	return new Trouble(
		`${begun}, and only the software that began it knows how long they are`,
		'Go on with that software, or delete the video with Video > Delete and upload the file as a new one. Nothing was sent.',
	);
}

/**
 * Puts words to what has ended the wait until it was clear which video a key stands for.
 *
 * @param made the video that this step has made, and that stays
 * @returns `error`, with what to do about that video, or `error` itself where nobody knows what it is
 */
export function unsettled(
	error: unknown,
	made: string,
	{ size }: AnySource,
	wasCancelled: boolean,
): unknown {
	const stays = `The empty video ${made} stays:`;
	const first = `${stays} delete it with Video > Delete before you run the step again with this key in Only Once.`;
	if (wasCancelled) {
		const next =
			size === undefined
				? first
				: `${stays} the next run with this key in Only Once uploads into it.`;
		return new Trouble(cancelled().message, `Nothing was sent yet. ${next}`);
	}
	if (size !== undefined || !(error instanceof Trouble)) return error;
	const { message, advice, httpStatus, slug, passing } = error;
	return new Trouble(
		message,
		`${withoutRetryAdvice(advice)} Nothing was sent. ${first}`,
		httpStatus,
		slug,
		passing,
	);
}
