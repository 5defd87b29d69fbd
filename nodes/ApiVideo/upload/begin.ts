import type { Delivery } from './deliver';
import type { StopReason } from './judge';
import type { Share } from './lines';
import { CHUNK_MAX_BYTES, CHUNK_MIN_BYTES, MIB } from './limits';
import { UploadStopped, type Progress } from './stopped';
import type { Outcome, UploadTransport, Video } from './transport';

/**
 * @param chunkBytes the Chunk Size in bytes, where one was set
 * @throws RangeError when it is out of range
 */
export function expectChunkSize(chunkBytes: number | undefined): void {
	if (chunkBytes === undefined) return;
	if (chunkBytes >= CHUNK_MIN_BYTES && chunkBytes <= CHUNK_MAX_BYTES) return;
	throw new RangeError(
		`A chunk must be between ${CHUNK_MIN_BYTES / MIB} MiB and ${CHUNK_MAX_BYTES / MIB} MiB`,
	);
}

/** How an upload is begun; see `UploadOptions`. */
interface Begun {
	readonly videoId?: string;
	readonly fresh?: boolean;
	readonly signal?: AbortSignal;
	/** Size of the file in bytes, where it is known. */
	readonly totalBytes?: number;
	readonly resumedBytes?: number;
	readonly fromAfar?: boolean;
}

/**
 * @param stop to be aborted when the upload has stopped; ends the delivery's signal
 * @returns what delivering its requests needs
 */
export function begin(
	transport: UploadTransport,
	share: Share,
	{ videoId, fresh, signal, totalBytes, resumedBytes = 0, fromAfar = false }: Begun,
	stop: AbortController,
): Delivery {
	const progress: Progress = {
		videoId,
		totalBytes,
		arrivedBytes: resumedBytes,
		resumedBytes,
		requests: 0,
		retries: 0,
		possibleCopy: false,
		unanswered: 0,
		unconfirmed: false,
	};
	return {
		transport,
		share,
		progress,
		load: { bytes: 0, requests: 0 },
		freshSince: fresh ? share.clock.now() : undefined,
		fromAfar,
		signal: signal ? AbortSignal.any([stop.signal, signal]) : stop.signal,
	};
}

const NOT_CONFIRMED: Outcome = {
	kind: 'noAnswer',
	what: 'The service does not say that all of the file has arrived',
	permanent: false,
};

/** @returns what to throw where all requests went well, and the upload stops for another reason */
export function stopped(reason: StopReason, { progress }: Delivery): UploadStopped {
	return new UploadStopped(reason, { ...progress }, NOT_CONFIRMED, 1);
}

/** @returns the video that was sent to, as the service describes it now */
export async function describe({ transport, progress, signal }: Delivery): Promise<Video> {
	const { videoId = '' } = progress;
	return (await transport.video?.(videoId, signal)) ?? { videoId };
}
