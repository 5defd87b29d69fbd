import type { IDataObject } from 'n8n-workflow';
import { namesNone } from '../../api/made';
import { VIDEOS } from '../../api/paths/videos';
import { Trouble } from '../../api/trouble';
import {
	CHUNK_MIN_BYTES,
	CHUNK_START_BYTES,
	gridOf,
	isVideo,
	mayBeCut,
	type AnySource,
	type ByteRange,
	type Received,
} from '../../upload';
import { isBegun, readStatus, stateOfFile } from '../../api/readStatus';
import type { OperationContext } from '../operation';
import { readMetadata, type MetadataEntry } from './tagsAndMetadata';
import {
	begunInParts,
	changedSince,
	fetchedByService,
	ofUnknownFile,
	otherFile,
	unsettled,
} from './cannotTakeUp';
import { deleteOwn } from './deleteOwn';
import { isOtherVersion, isWithoutLength, maybeSameFile, readMark, writeMark } from './fileMark';
import { fingerprint } from './fingerprint';
import { findByKey, lookOnceMore, metadataOf, settle } from './keyRace';
import { fetchVideo } from './fetchVideo';
import { OWN_METADATA } from './ownMetadata';
import { waitWhileIngesting } from './sharedUpload';
import { readSourceMark } from './sourceMark';
import { fetchAnyStatus, fetchReceived } from './status';

/** A video that waits for its file, or for the rest of it. */
export interface OpenContainer {
	readonly kind: 'open';
	readonly videoId: string;
	/** What has arrived. */
	readonly received: readonly ByteRange[];
	/** Whether this item has made it. */
	readonly made: boolean;
	/** Whether an idempotency key stands for it: other executions may find it and upload to it. */
	readonly shared: boolean;
	/** The grid on which the file is cut, in bytes, as whoever made the container has chosen it. */
	readonly gridBytes?: number;
}

/** A video that has all of the file already. */
export interface FinishedContainer {
	readonly kind: 'finished';
	readonly video: IDataObject;
}

/** Where a file goes. */
export type Container =
	| OpenContainer
	| FinishedContainer
	/** It is not complete, and only whoever has made it can send the rest. */
	| { readonly kind: 'ofOther'; readonly videoId: string };

/** What a new container is to have. */
export interface NewContainer {
	/** Title and everything else that the video is to have. */
	readonly attributes: IDataObject;
	/** The Chunk Size in bytes, where one was set. */
	readonly chunkBytes?: number;
}

/**
 * Makes the container for a new upload: `POST /videos`. A file that is sent in chunks, or in numbered parts, leaves
 * its fingerprint in the metadata, so that no other file can be mixed into the video later.
 */
export async function newContainer(
	context: OperationContext,
	source: AnySource,
	wanted: NewContainer,
): Promise<Container> {
	const own = isCut(source, wanted.chunkBytes) ? [await mark(context, source, wanted)] : [];
	return await makeContainer(context, source, wanted, own, false);
}

/**
 * Takes up an upload that stopped.
 *
 * @throws Trouble when the video belongs to another file, or cannot be gone on with
 */
export async function resumeContainer(
	context: OperationContext,
	videoId: string,
	source: AnySource,
): Promise<Container> {
	const video = await fetchVideo(context, videoId);
	const received = await fetchReceived(context, videoId);
	return await takeUp(context, video, received, source, false);
}

/**
 * Finds the video of an idempotency key, or makes one: never a second one.
 *
 * @param key any text that stands for the file
 * @throws Trouble when the key belongs to another file, or its video cannot be gone on with
 */
export async function idempotentContainer(
	context: OperationContext,
	key: string,
	source: AnySource,
	wanted: NewContainer,
): Promise<Container> {
	// The file is read first, as that may take a while: as little time as possible may pass between looking for the
	// key and making the video.
	const own = [{ key: OWN_METADATA.idempotency, value: key }, await mark(context, source, wanted)];
	const found = await findSettled(context, key);
	if (found) return await takeUp(context, found.video, found.received, source, true);
	const created = await makeContainer(context, source, wanted, own, true);
	const winner = await settle(context, key, created.videoId).catch(
		async (error: unknown) =>
			await Promise.reject(unsettled(error, created.videoId, source, context.signal.aborted)),
	);
	if (winner.videoId === created.videoId) return created;
	await deleteLoser(context, created.videoId);
	const received = await fetchReceived(context, String(winner.videoId));
	return await takeUp(context, winner, received, source, true);
}

/** @returns the video that a key stands for, and what it holds; undefined where there is none */
async function findSettled(
	context: OperationContext,
	key: string,
): Promise<{ video: IDataObject; received: Received } | undefined> {
	const [first] = await findByKey(context, key);
	if (!first) return undefined;
	const received = await fetchReceived(context, String(first.videoId));
	if (isBegun(received)) return { video: first, received };
	const [video] = await lookOnceMore(context, key);
	if (!video) return undefined;
	return { video, received: await fetchReceived(context, String(video.videoId)) };
}

/**
 * Deletes the video this execution made, where another execution made the one that counts at the same moment. A
 * video that cannot be deleted does no harm, as the one that counts is older and is found first.
 */
async function deleteLoser(context: OperationContext, videoId: string): Promise<void> {
	const status = await fetchAnyStatus(context, videoId);
	const received = readStatus(status);
	const begun = received !== undefined && isBegun(received);
	// What somebody has begun to upload is not ours to delete, nor what the status has an unknown word for.
	if (begun || stateOfFile(status) !== 'unfinished') return;
	if (await deleteOwn(context, videoId)) return;
	context.execution.note(
		`The empty video ${videoId}, made for the same key in Only Once at the same moment, could not be deleted. It holds nothing: delete it with Video > Delete.`,
	);
}

async function makeContainer(
	{ api }: OperationContext,
	source: AnySource,
	{ attributes, chunkBytes }: NewContainer,
	own: MetadataEntry[],
	shared: boolean,
): Promise<OpenContainer> {
	const metadata = [...readMetadata(attributes.metadata), ...own];
	const video = await api.post({
		path: VIDEOS,
		body: own.length > 0 ? { ...attributes, metadata } : attributes,
		// A container that stays empty is deleted by the service after seven days.
		repeatable: true,
	});
	if (!isVideo(video)) {
		throw new Trouble(
			namesNone('video'),
			'Check the Base URL in the credential and the proxy of n8n, then run the step again. Nothing was sent; an empty video may have been made, which api.video deletes after seven days.',
		);
	}
	const { videoId } = video;
	const gridBytes = gridFor(source, chunkBytes);
	return { kind: 'open', videoId, received: [], made: true, shared, gridBytes };
}

async function mark(
	{ signal }: OperationContext,
	source: AnySource,
	{ chunkBytes }: Pick<NewContainer, 'chunkBytes'>,
): Promise<MetadataEntry> {
	const gridBytes = gridFor(source, chunkBytes);
	const { version } = source;
	const value = writeMark({ fingerprint: await fingerprint(source, signal), gridBytes, version });
	return { key: OWN_METADATA.fingerprint, value };
}

/**
 * The grid of a new container. A file that goes in one request is cut by nobody but another execution with
 * the same key and a smaller Chunk Size, perhaps because a proxy has refused that one request: the finest
 * grid lets it have every multiple of 5 MiB exactly. One that is cut while the rate limit leaves room, which
 * nobody knows yet, has the grid of its chunks.
 *
 * @returns bytes; see `gridOf`
 */
function gridFor(source: AnySource, chunkBytes: number | undefined): number {
	if (!isCut(source, chunkBytes)) return CHUNK_MIN_BYTES;
	return gridOf(chunkBytes ?? CHUNK_START_BYTES);
}

/** Whether it may go in more than one request. */
function isCut(source: AnySource, chunkBytes: number | undefined): boolean {
	return source.size === undefined || mayBeCut(source, chunkBytes);
}

async function takeUp(
	context: OperationContext,
	video: IDataObject,
	before: Received,
	source: AnySource,
	shared: boolean,
): Promise<Container> {
	const videoId = String(video.videoId);
	const marked = metadataOf(video, OWN_METADATA.fingerprint);
	if (readSourceMark(marked)) throw fetchedByService(videoId, source);
	const received = before.ingesting ? await waitWhileIngesting(context, videoId) : before;
	const { complete, ranges, totalBytes, parts = [] } = received;
	const stored = readMark(marked);
	const differs =
		isOfOtherSize(received, source) ||
		(stored !== undefined &&
			!maybeSameFile(stored.fingerprint, await fingerprint(source, context.signal)));
	if (differs) throw otherFile(videoId, source, totalBytes);
	if (isOtherVersion(stored?.version, source.version)) {
		throw changedSince(videoId, source, complete, shared);
	}
	if (complete && !shared && totalBytes === undefined && stored === undefined) {
		throw ofUnknownFile(videoId, source);
	}
	if (complete) return { kind: 'finished', video };
	const tellsNoLength = stored !== undefined && isWithoutLength(stored);
	// Of two that send parts to a video neither knows how long those of the other are.
	if (source.size === undefined || (shared && tellsNoLength)) return { kind: 'ofOther', videoId };
	if (parts.length > 0) throw begunInParts(videoId, tellsNoLength);
	const { gridBytes } = stored ?? {};
	return { kind: 'open', videoId, received: ranges, made: false, shared, gridBytes };
}

function isOfOtherSize({ totalBytes, ranges }: Received, { size }: AnySource): boolean {
	if (size === undefined) return false;
	return (totalBytes !== undefined && totalBytes !== size) || ranges.some(({ to }) => to >= size);
}
