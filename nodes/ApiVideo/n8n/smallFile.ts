import type { IExecuteFunctions } from 'n8n-workflow';
import { quote } from '../api/quote';
import { Trouble } from '../api/trouble';
import { MIB, type Clock } from '../upload';
import { beginningOf } from './beginningOf';
import { binarySource } from './binarySource';

/** Bytes. Captions, chapters and images are far below it; a video picked by mistake is not. */
export const SMALL_BYTES = 20 * MIB;

/**
 * Reads the file of an item into memory, for uploads that take a small file.
 *
 * @param field the raw value of Input Binary Field
 * @param kind what the file should be, as in "an image"
 * @param clock measures how long n8n is waited for
 * @param signal ends the waiting at once
 * @returns a file that can be appended to a platform `FormData` and sent as often as needed
 * @throws Trouble when there is no such file, it is empty, larger than 20 MiB, not as large as it
 *   said, or cannot be read; also when the signal was aborted
 */
export async function smallFile(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
	kind: string,
	clock: Clock,
	signal: AbortSignal,
): Promise<File> {
	const source = await binarySource(context, itemIndex, field, clock, signal);
	const { name, type, size } = source;
	if (size > SMALL_BYTES) {
		throw new Trouble(
			`The file ${quote(name)} is too large for ${kind}: it has ${Math.round(size / MIB)} MiB`,
			`Check Input Binary Field: it may hold the video instead. ${SMALL_BYTES / MIB} MiB is the limit.`,
		);
	}
	return new File([await beginningOf(source, size, signal)], name, { type });
}
