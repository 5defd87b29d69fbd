import { cancelled } from '../../api/exchange';
import { explain, type Circumstances } from '../../api/explain';
import { quote } from '../../api/quote';
import { triedFor } from '../../api/triedFor';
import { Trouble } from '../../api/trouble';
import { adviceOn, Unreadable } from '../../n8n/unreadable';
import {
	CHUNK_MIN_BYTES,
	MIB,
	readProblem,
	SourceError,
	UploadStopped,
	type Outcome,
} from '../../upload';
import { keepTryingAdvice } from './keepTryingAdvice';
import { whatIsLeft, type Remains } from './whatIsLeft';

/** The video has its file. */
const HAS_ITS_FILE = /^video-source-already-/;

/** The same file, or any further part of it, will be refused again. */
const REFUSED_FOR_GOOD =
	/^uploaded-file-(?!no-file$|multiple-files$)|-total-bytes-too-(?:high|low)$|-to-byte-too-high-(?:allowed|total)$|-different-total-(?:bytes|parts)$|-already-initiated$|-started-with-(?:bytes|part)$|-total-parts-too-(?:high|low)$|-part-too-high-allowed$/;

/**
 * Puts whatever ended an upload into words, and says what exists where.
 *
 * @param error what the engine threw
 * @param fileName as the user knows it
 * @param remains what the upload leaves behind
 * @param sent what the words need to know about the requests
 * @param ifUnreadable of the source
 * @returns a Trouble, or `error` itself where nobody knows what it is
 */
export function explainStopped(
	error: unknown,
	fileName: string,
	remains: Remains,
	sent: Pick<Circumstances, 'secrets' | 'withToken' | 'cannotBeShorter'>,
	ifUnreadable?: string,
): unknown {
	if (error instanceof SourceError) {
		const canGoOn = !(error instanceof Unreadable && error.isAnother);
		const { videoId, unanswered, totalBytes } = remains.progress;
		// All of a short file may have arrived with a request whose answer was lost; not that of which the last part has
		// not been sent, as nobody knows the length.
		const mayBe = remains.leftOver === 'complete' || (unanswered > 0 && totalBytes !== undefined);
		const completed = mayBe ? '' : ' No video was completed with it.';
		const left = videoId !== undefined || mayBe ? ` ${whatIsLeft(remains, canGoOn)}` : '';
		return new Trouble(
			`${error.message}: ${quote(fileName)}`,
			`${adviceOn(error, ifUnreadable)}${completed}${left}`,
		);
	}
	if (error instanceof RangeError) {
		return new Trouble(error.message, 'Change Chunk Size under Options.');
	}
	if (error instanceof Trouble && remains.progress.videoId) {
		const { message, advice, httpStatus } = error;
		return new Trouble(message, `${advice} ${whatIsLeft(remains)}`, httpStatus);
	}
	if (!(error instanceof UploadStopped)) return error;
	if (error.reason === 'unfillable') return explainUnfillable(remains);
	const { outcome, tries, triedMs, othersMs, outlasted } = error;
	const { videoId, possibleCopy } = remains.progress;
	const subject = `The video ${videoId ?? ''}`.trim();
	const { message, advice, httpStatus } = explain(outcome, {
		subject,
		// Without a key the next try would upload the file once more.
		rerunnable: remains.keyed && !remains.withoutLength,
		...sent,
	});
	// One try, and asking whether it has arrived, may take all of the time that was to be waited.
	const tried = tries > 1 || outlasted ? triedFor(triedMs, tries, othersMs) : '';
	const refused = outcome.kind === 'answer' && outcome.status >= 400 && outcome.status < 500;
	const left =
		videoId === undefined && refused && !possibleCopy
			? 'No video was made.'
			: leftAfter(outcome, remains);
	// Where all of the file has arrived, no advice is needed.
	const toDo = remains.leftOver === 'complete' ? '' : advice + keepTryingAdvice(error);
	return new Trouble(message + tried, `${toDo} ${left}`.trim(), httpStatus);
}

/**
 * @param fileName as the user knows it
 * @param remains what the upload leaves behind; undefined where it had not begun
 * @returns what is thrown when the execution was cancelled during an upload
 */
export function explainCancelled(fileName: string, remains: Remains | undefined): Trouble {
	if (remains === undefined) return cancelled();
	const { message } = cancelled();
	return new Trouble(
		`${message} while ${quote(fileName)} was being uploaded`,
		`Nothing is sent any more. ${whatIsLeft(remains)}`,
	);
}

function leftAfter(outcome: Outcome, remains: Remains): string {
	const slug = (outcome.kind === 'answer' && readProblem(outcome.body).slug) || '';
	if (HAS_ITS_FILE.test(slug) && remains.leftOver !== 'complete') return '';
	const gone = outcome.kind === 'answer' && outcome.status === 404 && remains.leftOver === 'kept';
	if (gone) return whatIsLeft({ ...remains, leftOver: 'gone' });
	return whatIsLeft(remains, !REFUSED_FOR_GOOD.test(slug));
}

/** Explains a gap that is too short for a chunk, as two uploads that cut the file in different ways leave it. */
function explainUnfillable(remains: Remains): Trouble {
	const { videoId } = remains.progress;
	return new Trouble(
		`The video ${videoId} cannot be completed: what is missing of it includes fewer bytes than a chunk must have`,
		`No chunk but the last one of a file may be shorter than ${CHUNK_MIN_BYTES / MIB} MiB. Delete the video ${videoId} with Video > Delete, and run the step again to upload the file as a new video.`,
	);
}
