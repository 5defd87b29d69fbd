import type { IDataObject } from 'n8n-workflow';
import { CHUNK_MIN_BYTES, MIB, type UploadSource } from '../../../nodes/ApiVideo/upload';
import { newContainer } from '../../../nodes/ApiVideo/resources/video/container';
import { readMark } from '../../../nodes/ApiVideo/resources/video/fileMark';
import { OWN_METADATA } from '../../../nodes/ApiVideo/resources/video/ownMetadata';
import type { OperationContext } from '../../../nodes/ApiVideo/resources/operation';
import { NEVER } from '../support/never';
import { rangeSource } from '../support/rangeSource';

const FILE = Buffer.alloc(17 * MIB);
const inRanges: UploadSource = rangeSource(FILE);
const inOrder: UploadSource = { ...inRanges, ranges: undefined };

/** Makes a container, and tells its grid, as the engine is told and as the video remembers it. */
async function gridsOf(source: UploadSource, chunkBytes?: number) {
	let metadata: Array<{ key: string; value: string }> = [];
	const api = {
		post: async ({ body }: { body: IDataObject }) => {
			metadata = (body.metadata ?? []) as typeof metadata;
			return { videoId: 'vi1' };
		},
	};
	const context = { api, signal: NEVER } as unknown as OperationContext;
	const container = await newContainer(context, source, { attributes: {}, chunkBytes });
	const mark = metadata.find(({ key }) => key === OWN_METADATA.fingerprint)?.value;
	const told = container.kind === 'open' ? container.gridBytes : undefined;
	return { told, remembered: readMark(mark)?.gridBytes };
}

describe('the grid of a new video whose file is not above 200 MiB', () => {
	it.each([
		['is the finest where it goes in one request', inOrder, undefined, CHUNK_MIN_BYTES, undefined],
		['is that of short chunks where it may be cut', inRanges, undefined, 8 * MIB, 8 * MIB],
		['is the finest below the Chunk Size', inRanges, 20 * MIB, CHUNK_MIN_BYTES, undefined],
		['is that of the Chunk Size above it', inRanges, 12 * MIB, 6 * MIB, 6 * MIB],
	])('%s', async (_which, source, chunkBytes, told, remembered) => {
		expect(await gridsOf(source, chunkBytes)).toEqual({ told, remembered });
	});
});
