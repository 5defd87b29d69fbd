import { Trouble } from '../api/trouble';
import { GIB, VIDEO_MAX_BYTES } from '../upload';

/**
 * @param size of a file in bytes
 * @param file what a message calls it, as in "file 'film.mp4'"
 * @param whenEmpty what to do about an empty one
 * @throws Trouble when it is empty, or larger than the 30 GiB that api.video takes
 */
export function refuseSize(size: number, file: string, whenEmpty: string): void {
	if (size === 0) throw new Trouble(`The ${file} is empty`, whenEmpty);
	if (size > VIDEO_MAX_BYTES) {
		// A server may say anything: beyond 2^53 bytes JavaScript does not tell one size from the next.
		const has = Number.isSafeInteger(size) ? `${(size / GIB).toFixed(1)} GiB` : 'more than 8 PiB';
		throw new Trouble(
			`The ${file} is too large: it has ${has}, api.video takes ${VIDEO_MAX_BYTES / GIB} GiB at most`,
			'Upload a smaller file, for example after encoding it at a lower bit rate.',
		);
	}
}
