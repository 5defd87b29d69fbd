import { POSSIBLE_COPY } from '../../n8n/execution';
import { MIB, type Progress } from '../../upload';
import type { LeftOver } from './clearUp';

/** What an upload that has stopped leaves behind. */
export interface Remains {
	readonly progress: Readonly<Progress>;
	/** What became of the video. */
	readonly leftOver: LeftOver;
	/** Whether an idempotency key stands for the video. */
	readonly keyed: boolean;
	/** Whether this step has made the video. */
	readonly made: boolean;
	/** Whether the status has shown something of a file, though perhaps not how much. */
	readonly seenBegun?: boolean;
	/** Whether nobody tells how long the file is, so that no other run can go on with the video. */
	readonly withoutLength?: boolean;
}

/**
 * Says what exists where after an upload has stopped, and how to go on: to resume is advised only where
 * that can work.
 *
 * @param canGoOn whether the rest of the file could be sent to the same video
 */
export function whatIsLeft(remains: Remains, canGoOn = true): string {
	const { progress, leftOver, keyed, made, seenBegun, withoutLength } = remains;
	const { videoId, arrivedBytes } = progress;
	if (videoId === undefined) {
		return 'api.video may hold a video of this file, finished or not, as no answer named one.';
	}
	switch (leftOver) {
		case 'deleted':
			return arrivedBytes > 0 || seenBegun
				? `The unfinished video ${videoId} was deleted.`
				: `Nothing had arrived, so the empty video ${videoId} was deleted.`;
		case 'gone':
			return `The video ${videoId} is not there any more: run the step again to upload the file as a new video${made || keyed ? '' : ', without Resume Video'}.`;
		case 'complete':
			return `The video ${videoId} has all of the file nevertheless: do not upload it again.`;
		case 'outOfReach': {
			// Only where the service makes the video itself can a repeated request have made a second one.
			const copy = progress.possibleCopy ? ` ${POSSIBLE_COPY}` : '';
			const rest =
				progress.unanswered > 0
					? 'Nobody knows whether the rest has arrived; whoever has the API key can look, and delete it or send the rest.'
					: 'It stays unfinished; whoever has the API key can delete it or send the rest.';
			return `${arrived(progress)} ${rest}${copy}`;
		}
		default:
	}
	if (withoutLength) {
		const maybeBegun = arrivedBytes > 0 || seenBegun || progress.unanswered > 0;
		const empty = maybeBegun ? 'unfinished' : 'empty';
		return `The ${empty} video ${videoId} is still there, and nobody can go on with it, as the file server does not say how long the file is: delete it with Video > Delete before you run the step again.`;
	}
	if (!canGoOn) {
		return `The unfinished video ${videoId} is still there: delete it with Video > Delete.`;
	}
	if (arrivedBytes > 0) {
		return keyed
			? `${arrived(progress)} Run the step again with the same key in Only Once to send the rest.`
			: `${arrived(progress)} Upload again with Resume Video set to ${videoId} to send the rest.`;
	}
	if (progress.unanswered > 0) {
		return keyed
			? `Nothing is known to have arrived. The video ${videoId} stays: the next run with this key in Only Once goes on with it.`
			: `Nothing is known to have arrived in the video ${videoId}, which is still there. Upload again with Resume Video set to ${videoId} to send the rest.`;
	}
	if (keyed) {
		return `Nothing had arrived. The empty video ${videoId} stays: the next run with this key in Only Once uploads into it.`;
	}
	return made
		? `Nothing had arrived, and the empty video ${videoId} could not be deleted: delete it with Video > Delete.`
		: `Nothing had arrived in the video ${videoId}.`;
}

function arrived(progress: Readonly<Progress>): string {
	return `${howMuch(progress)} had arrived in the video ${progress.videoId}.`;
}

/** @returns as in "12 of 40 MiB", or "12 MiB" where nobody knows of how many */
export function howMuch({ arrivedBytes, totalBytes }: Readonly<Progress>): string {
	const of = totalBytes === undefined ? '' : ` of ${Math.ceil(totalBytes / MIB)}`;
	return `${Math.floor(arrivedBytes / MIB)}${of} MiB`;
}
