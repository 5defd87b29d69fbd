import { explain } from '../../api/explain';
import { Trouble } from '../../api/trouble';
import { POSSIBLE_COPY } from '../../n8n/execution';
import {
	MIB,
	readProblem,
	SourceError,
	UploadStopped,
	type Outcome,
	type Progress,
} from '../../upload';

/** What became of the unfinished video. */
export type LeftOver = 'kept' | 'deleted' | 'outOfReach';

/** The video has its file. */
const HAS_ITS_FILE = /^video-source-already-/;

/** The same file will be refused again. */
const FILE_REFUSED = /^uploaded-file-|-total-bytes-too-high$/;

/**
 * Puts whatever ended an upload into words, and says what exists where.
 *
 * @param error what the engine threw
 * @param fileName as the user knows it
 * @param leftOver what became of the unfinished video; out of reach without the API key
 * @param secrets must not show up in the message
 * @returns a Trouble, or `error` itself where it is none of the engine's
 */
export function explainStopped(
	error: unknown,
	fileName: string,
	leftOver: LeftOver,
	secrets: readonly string[],
): unknown {
	if (error instanceof SourceError) {
		return new Trouble(
			`${error.message}: '${fileName}'`,
			'Run the step that brings the file again: what n8n has kept of it is not complete. No video was completed with it.',
		);
	}
	if (error instanceof RangeError) {
		return new Trouble(error.message, 'Change Chunk Size under Options.');
	}
	if (!(error instanceof UploadStopped)) return error;
	const { progress, outcome, tries } = error;
	const subject = `The video ${progress.videoId ?? ''}`.trim();
	const { message, advice, httpStatus } = explain(outcome, { subject, secrets });
	const tried = tries > 1 ? ` (tried ${tries} times)` : '';
	const refused = outcome.kind === 'answer' && outcome.status >= 400 && outcome.status < 500;
	const left = progress.videoId
		? whatIsLeft(progress, leftOver, slugOf(outcome))
		: refused && !progress.possibleCopy
			? 'No video was made.'
			: 'api.video may hold a video of this file, finished or not, as no answer named one.';
	return new Trouble(message + tried, `${advice} ${left}`.trim(), httpStatus);
}

function slugOf(outcome: Outcome): string {
	return (outcome.kind === 'answer' && readProblem(outcome.body).slug) || '';
}

function whatIsLeft(
	{ videoId, arrivedBytes, totalBytes, possibleCopy }: Readonly<Progress>,
	leftOver: LeftOver,
	slug: string,
): string {
	if (HAS_ITS_FILE.test(slug)) return '';
	if (leftOver === 'deleted') return `The unfinished video ${videoId} was deleted.`;
	const arrived = `${Math.floor(arrivedBytes / MIB)} of ${Math.ceil(totalBytes / MIB)} MiB had arrived in the video ${videoId}.`;
	if (leftOver === 'kept' && FILE_REFUSED.test(slug)) {
		return `The unfinished video ${videoId} is still there: delete it with Video > Delete.`;
	}
	if (leftOver === 'kept') {
		return `${arrived} Upload again with Resume Video set to ${videoId} to send the rest.`;
	}
	// Only where the service has made the video there can be another one.
	const copy = possibleCopy ? ` ${POSSIBLE_COPY}` : '';
	return `${arrived} It stays unfinished; whoever has the API key can delete it or send the rest.${copy}`;
}
