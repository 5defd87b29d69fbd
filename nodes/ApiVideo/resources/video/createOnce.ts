import type { IDataObject } from 'n8n-workflow';
import { cancelled } from '../../api/exchange';
import { namesNone } from '../../api/made';
import { VIDEOS } from '../../api/paths/videos';
import { isNotFound, Trouble } from '../../api/trouble';
import { isVideo, NOT_RECEIVED } from '../../upload';
import type { OperationContext } from '../operation';
import { deleteOwn } from './deleteOwn';
import { fetchVideo } from './fetchVideo';
import { readMark } from './fileMark';
import { findByKey, LAG_MAX_MS, lookOnceMore, metadataOf, settle } from './keyRace';
import { OWN_METADATA } from './ownMetadata';
import {
	isAddress,
	isSameSource,
	readSourceMark,
	writeSource,
	writeSourceMark,
	type FetchedSource,
	type SourceMark,
} from './sourceMark';
import { readMetadata } from './tagsAndMetadata';

/** How often to look for a video of which nobody knows whether it was made, in milliseconds. */
const LOOK_EVERY_MS = 2000;

/** How often a video is begun whose making was not answered, each time after looking for it. */
const TRIES = 3;

/** The video that a key stands for. */
export interface CreatedOnce {
	readonly video: IDataObject;
	/** Whether another execution has made it. */
	readonly found: boolean;
}

/**
 * Finds the video of an idempotency key, or lets api.video make it of a source: never a second one. A request
 * without an answer is not sent again before the list of videos was asked for half a minute.
 *
 * @param key any text that stands for the source
 * @param attributes of `POST /videos`, with its `source`
 * @throws Trouble when the key belongs to another source, or it stays unknown whether a video was made
 */
export async function createOnce(
	context: OperationContext,
	key: string,
	source: FetchedSource,
	attributes: IDataObject,
): Promise<CreatedOnce> {
	const found = await find(context, key);
	if (found) return { video: ofSource(found, source), found: true };
	const mark: SourceMark = { source: writeSource(source), maker: makerOf(context) };
	return await make(context, key, mark, attributes).then(
		({ video, found: other }) => ({ video: ofSource(video, source), found: other }),
		async (error: unknown) => {
			if (!context.signal.aborted) return await Promise.reject(error);
			throw new Trouble(
				cancelled().message,
				'api.video may have begun to make a video: the next run with this key in Only Once puts it out, and begins none beside it.',
			);
		},
	);
}

async function make(
	context: OperationContext,
	key: string,
	mark: SourceMark,
	attributes: IDataObject,
): Promise<CreatedOnce> {
	const own = [
		{ key: OWN_METADATA.idempotency, value: key },
		{ key: OWN_METADATA.fingerprint, value: writeSourceMark(mark) },
	];
	const body = { ...attributes, metadata: [...readMetadata(attributes.metadata), ...own] };
	const { videoId, tries } = await begin(context, key, mark, body);
	const winner = await settle(context, key, videoId);
	const losers = new Set(tries > 1 ? await madeBy(context, key, mark) : [videoId]);
	losers.delete(String(winner.videoId));
	for (const loser of losers) {
		if (!(await deleteOwn(context, loser))) tellLoser(context, loser);
	}
	return { video: winner, found: readSourceMark(markOf(winner))?.maker !== mark.maker };
}

/** @returns the video that was made, and how often it was begun */
async function begin(
	context: OperationContext,
	key: string,
	mark: SourceMark,
	body: IDataObject,
): Promise<{ videoId: string; tries: number }> {
	for (let tries = 1; ; tries++) {
		const outcome = await context.api.post({ path: VIDEOS, body }).catch((error: unknown) => error);
		if (isVideo(outcome)) return { videoId: outcome.videoId, tries };
		if (outcome instanceof Error && (!mayBeMade(outcome) || context.signal.aborted)) throw outcome;
		const videoId = await lookFor(context, key, mark);
		if (videoId !== undefined) return { videoId, tries };
		if (tries === TRIES) throw notMade(outcome);
	}
}

/** Whether the request may have been carried out all the same, and another try may have an answer. */
function mayBeMade(error: Error): boolean {
	return error instanceof Trouble && error.passes && !NOT_RECEIVED.has(error.httpStatus ?? 0);
}

/** @returns the video that this step has made without being told; undefined where the list shows none */
async function lookFor(
	context: OperationContext,
	key: string,
	mark: SourceMark,
): Promise<string | undefined> {
	const { clock, signal } = context;
	let until: number | undefined;
	for (;;) {
		const [videoId] = await madeBy(context, key, mark);
		// Time counts from the first answer: the first question may have waited long for its turn, and only the list
		// itself can lag.
		until ??= clock.now() + LAG_MAX_MS;
		if (videoId !== undefined || clock.now() >= until) return videoId;
		await clock.sleep(LOOK_EVERY_MS, signal);
	}
}

/** @returns the IDs of all videos of a key that one step has made, the oldest first */
async function madeBy(
	context: OperationContext,
	key: string,
	{ maker }: SourceMark,
): Promise<string[]> {
	const videos = await findByKey(context, key);
	return videos
		.filter((video) => readSourceMark(markOf(video))?.maker === maker)
		.map(({ videoId }) => String(videoId));
}

/**
 * A video that was made a moment ago may still turn out to be one too many, so the list is asked twice; and it may
 * show what was deleted, so the video itself is asked for.
 */
async function find(context: OperationContext, key: string): Promise<IDataObject | undefined> {
	const [first] = await findByKey(context, key);
	if (!first) return undefined;
	for (const { videoId } of await lookOnceMore(context, key)) {
		const video = await fetchVideo(context, String(videoId)).catch(async (error: unknown) =>
			isNotFound(error) ? undefined : await Promise.reject(error),
		);
		if (video) return video;
	}
	return undefined;
}

/** @throws Trouble when a video belongs to another source */
function ofSource(video: IDataObject, wanted: FetchedSource): IDataObject {
	const mark = readSourceMark(markOf(video));
	if (isSameSource(mark, wanted)) return video;
	const [, videoId] = /^video-(.+)$/.exec(mark?.source ?? '') ?? [];
	let whatItIs = 'does not say what it was made of';
	if (readMark(markOf(video))) whatItIs = 'was made for a file that is uploaded';
	else if (videoId !== undefined) whatItIs = `is a copy of the video ${videoId}`;
	else if (isAddress(mark)) whatItIs = 'was made from another web address';
	const forLinks =
		isAddress(mark) && wanted.kind === 'url'
			? ' Does the same file have another address each time? Then switch on Temporary Link.'
			: '';
	throw new Trouble(
		`The key in Only Once belongs to the video ${String(video.videoId)}, which ${whatItIs}`,
		`Give each source a key of its own, such as its ID.${forLinks} To make a video of this one with the same key, delete that video with Video > Delete first. Nothing was made.`,
	);
}

function markOf(video: IDataObject): string | undefined {
	return metadataOf(video, OWN_METADATA.fingerprint);
}

/** @returns a text that no other step has: letters and digits, about 50 bits */
function makerOf({ clock }: OperationContext): string {
	return Math.floor(clock.random() * Number.MAX_SAFE_INTEGER).toString(36);
}

function notMade(outcome: unknown): Trouble {
	const known = outcome instanceof Trouble ? outcome : undefined;
	return new Trouble(
		known?.message ?? namesNone('video'),
		'The list of videos shows none with this key in Only Once. Run the step again in a few minutes: should there be one after all, it is found, and no other one is made. If it stays like this, check the Base URL in the credential and the proxy of n8n.',
		known?.httpStatus,
		known?.slug,
		known?.passing,
	);
}

function tellLoser({ execution }: OperationContext, videoId: string): void {
	execution.note(
		`The video ${videoId}, made for the same key in Only Once at the same moment, could not be deleted. It is one too many: delete it with Video > Delete.`,
	);
}
