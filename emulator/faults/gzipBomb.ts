import { gzipSync } from 'node:zlib';

/** What one member of a bomb is unpacked to, in bytes. */
const MEMBER_BYTES = 16 * 1024 * 1024;

let packedBlanks: Buffer | undefined;

/**
 * A text with blanks in front of it, compressed: a thousandth of what it is unpacked to. Members of gzip one behind the
 * other are one file (RFC 1952, section 2.2), so that nobody has to compress all of it.
 *
 * @param bytes of blanks, rounded up to 16 MiB
 */
export function gzipBomb(bytes: number, text: string): Buffer {
	packedBlanks ??= gzipSync(Buffer.alloc(MEMBER_BYTES, ' '), { level: 9 });
	const members = Array<Buffer>(Math.ceil(bytes / MEMBER_BYTES)).fill(packedBlanks);
	return Buffer.concat([...members, gzipSync(text)]);
}
