import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { Trouble } from '../api/trouble';
import { MIB } from '../upload';
import { binarySource } from './binarySource';

/** Captions, chapters and images are far below it; a video picked by mistake is not. */
const SMALL_BYTES = 20 * MIB;

/**
 * Reads the file of an item into memory, for uploads that take a small file.
 *
 * @param field the raw value of Input Binary Field
 * @param kind what the file should be, as in "an image"
 * @returns a file that can be appended to a platform `FormData` and sent as often as needed
 * @throws Trouble when there is no such file, it is empty, or larger than 20 MiB
 */
export async function smallFile(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string | IBinaryData,
	kind: string,
): Promise<File> {
	const { name, type, size, open } = await binarySource(context, itemIndex, field);
	if (size > SMALL_BYTES) {
		throw new Trouble(
			`The file '${name}' is too large for ${kind}: it has ${Math.round(size / MIB)} MiB`,
			'Check Input Binary Field: it may hold the video instead. 20 MiB is the limit.',
		);
	}
	const pieces: Uint8Array[] = [];
	for await (const piece of open()) pieces.push(piece);
	return new File([Buffer.concat(pieces)], name, { type });
}
