import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { fetchPage } from '../../api/pages';
import { Trouble } from '../../api/trouble';
import { fitsOneRequest, isVideo, type Stretch, type UploadSource } from '../../upload';
import type { OperationContext } from '../operation';
import { readMetadata, type MetadataEntry } from '../shared/tagsAndMetadata';
import { fingerprint } from './fingerprint';
import { fetchVideo, oneVideo } from './oneVideo';
import { OWN_METADATA } from './ownMetadata';
import { fetchReceived } from './status';

/** A video that waits for its file, or for the rest of it. */
export interface OpenContainer {
	readonly kind: 'open';
	readonly videoId: string;
	/** What has arrived. */
	readonly received: readonly Stretch[];
	/** Whether this item has made it. */
	readonly made: boolean;
	/** Whether other executions may be uploading the same file to it. */
	readonly shared: boolean;
}

/** Where a file goes. */
export type Container =
	| OpenContainer
	/** The file is there already. */
	| { readonly kind: 'finished'; readonly video: IDataObject };

/**
 * Makes the container for a new upload: `POST /videos`. A file that is sent in chunks leaves its
 * fingerprint in the metadata, so that no other file can be mixed into the video later.
 *
 * @param attributes title and everything else the video is to have
 */
export async function newContainer(
	context: OperationContext,
	source: UploadSource,
	attributes: IDataObject,
): Promise<Container> {
	const own = fitsOneRequest(source.size) ? [] : [await storedFingerprint(source)];
	return await makeContainer(context, attributes, own, false);
}

/**
 * Takes up an upload that stopped.
 *
 * @throws Trouble when the video belongs to another file
 */
export async function resumeContainer(
	context: OperationContext,
	videoId: string,
	source: UploadSource,
): Promise<Container> {
	const video = await fetchVideo(context, videoId);
	return await takeUp(context, video, source, false);
}

/**
 * Finds the video of an idempotency key, or makes one: never a second one.
 *
 * @param key any text that stands for the file
 * @throws Trouble when the key belongs to another file
 */
export async function idempotentContainer(
	context: OperationContext,
	key: string,
	source: UploadSource,
	attributes: IDataObject,
): Promise<Container> {
	const found = await findByKey(context, key);
	if (found) return await takeUp(context, found, source, true);
	const own = [{ key: OWN_METADATA.idempotency, value: key }, await storedFingerprint(source)];
	const created = await makeContainer(context, attributes, own, true);
	// Another execution may have made one for the same key at the same moment: the older one counts.
	const oldest = await findByKey(context, key);
	if (!oldest || oldest.videoId === created.videoId) return created;
	const { n8n, clock } = context;
	await apiRequest(n8n, clock, { method: 'DELETE', ...oneVideo(created.videoId) });
	return await takeUp(context, oldest, source, true);
}

async function makeContainer(
	{ n8n, clock }: OperationContext,
	attributes: IDataObject,
	own: MetadataEntry[],
	shared: boolean,
): Promise<OpenContainer> {
	const metadata = [...readMetadata(attributes.metadata), ...own];
	const video = await apiRequest(n8n, clock, {
		method: 'POST',
		path: '/videos',
		body: own.length > 0 ? { ...attributes, metadata } : attributes,
		// A container that stays empty is deleted by the service after seven days.
		repeatable: true,
	});
	if (!isVideo(video)) {
		throw new Trouble(
			'The service made no video: its answer names none',
			'Check the Base URL in the credential and the proxy of n8n, then run the step again.',
		);
	}
	return { kind: 'open', videoId: video.videoId, received: [], made: true, shared };
}

async function storedFingerprint(source: UploadSource): Promise<MetadataEntry> {
	return { key: OWN_METADATA.fingerprint, value: await fingerprint(source) };
}

async function findByKey(
	{ n8n, clock }: OperationContext,
	key: string,
): Promise<IDataObject | undefined> {
	const qs = {
		metadata: { [OWN_METADATA.idempotency]: key },
		sortBy: 'createdAt',
		sortOrder: 'asc',
	};
	const { entries } = await fetchPage(n8n, clock, { path: '/videos', qs }, 1, 25);
	return entries.find((video) => metadataOf(video, OWN_METADATA.idempotency) === key);
}

async function takeUp(
	context: OperationContext,
	video: IDataObject,
	source: UploadSource,
	shared: boolean,
): Promise<Container> {
	const videoId = String(video.videoId);
	const { complete, ranges, totalBytes } = await fetchReceived(context, videoId);
	const stored = metadataOf(video, OWN_METADATA.fingerprint);
	const differs =
		(totalBytes !== undefined && totalBytes !== source.size) ||
		(stored !== undefined && stored !== (await fingerprint(source)));
	if (differs) throw otherFile(videoId, source, totalBytes);
	if (complete) return { kind: 'finished', video };
	return { kind: 'open', videoId, received: ranges, made: false, shared };
}

function otherFile(videoId: string, source: UploadSource, totalBytes?: number): Trouble {
	const sizes =
		totalBytes !== undefined && totalBytes !== source.size
			? `: it has ${source.size} bytes, and the video expects ${totalBytes}`
			: '';
	return new Trouble(
		`'${source.name}' is not the file that was uploaded to the video ${videoId} before${sizes}`,
		'Bring the same file again, or use another Idempotency Key (or no Resume Video) to upload this one as a new video. Nothing was sent.',
	);
}

function metadataOf({ metadata }: IDataObject, wanted: string): string | undefined {
	return readMetadata(metadata).find(({ key }) => key === wanted)?.value;
}
