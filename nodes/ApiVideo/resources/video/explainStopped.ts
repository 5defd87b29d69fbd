import { explain } from '../../api/explain';
import { Trouble } from '../../api/trouble';
import { MIB, SourceError, UploadStopped, type Progress } from '../../upload';

/**
 * Puts whatever ended an upload into words, and says what exists where.
 *
 * @param error what the engine threw
 * @param fileName as the user knows it
 * @param secrets must not show up in the message
 * @returns a Trouble, or `error` itself where it is none of the engine's
 */
export function explainStopped(
	error: unknown,
	fileName: string,
	secrets: readonly string[],
): unknown {
	if (error instanceof SourceError) {
		return new Trouble(
			`${error.message}: '${fileName}'`,
			'Run the step that brings the file again: what n8n has kept of it is not complete. Nothing was published; a new upload starts with a new video.',
		);
	}
	if (error instanceof RangeError) {
		return new Trouble(error.message, 'Change Chunk Size under Options.');
	}
	if (!(error instanceof UploadStopped)) return error;
	const { message, advice, httpStatus } = explain(error.outcome, {
		subject: `The video ${error.progress.videoId ?? ''}`.trim(),
		secrets,
	});
	const tried = error.tries > 1 ? ` (tried ${error.tries} times)` : '';
	return new Trouble(
		`${message}${tried}`,
		`${advice} ${whatHasArrived(error.progress)}`.trim(),
		httpStatus,
	);
}

function whatHasArrived(progress: Readonly<Progress>): string {
	const { videoId, arrivedChunks, chunks, arrivedBytes } = progress;
	if (!videoId) return 'No video was made.';
	if (arrivedChunks === 0) return `The video ${videoId} was made, but has no file yet.`;
	const mib = Math.round(arrivedBytes / MIB);
	return `${arrivedChunks} of ${chunks} chunks (${mib} MiB) had arrived in the video ${videoId}, which stays unfinished.`;
}
