/** DER, the encoding of certificates: ITU-T X.690. */

/** One value: its tag, its length, what it holds. */
export function der(tag: number, ...contents: Buffer[]): Buffer {
	const content = Buffer.concat(contents);
	return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

/** Up to 127 in one byte, else behind a byte that says how many follow. */
function lengthOf(bytes: number): Buffer {
	if (bytes < 0x80) return Buffer.from([bytes]);
	return bytes < 0x100 ? Buffer.from([0x81, bytes]) : Buffer.from([0x82, bytes >> 8, bytes & 0xff]);
}

export const sequence = (...contents: Buffer[]): Buffer => der(0x30, ...contents);
export const set = (...contents: Buffer[]): Buffer => der(0x31, ...contents);
export const octets = (content: Buffer): Buffer => der(0x04, content);
/** Whole bytes. */
export const bits = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
export const yes = der(0x01, Buffer.from([0xff]));
/** "20260101000000Z" */
export const time = (date: Date): Buffer =>
	der(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')));

/** @param bytes of a number above 0, the highest first */
export function integer(bytes: Buffer): Buffer {
	return der(0x02, bytes[0] & 0x80 ? Buffer.from([0]) : Buffer.alloc(0), bytes);
}

/** @param text the numbers, with dots between them */
export function objectIdentifier(text: string): Buffer {
	const [first, second, ...rest] = text.split('.').map(Number);
	return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
	const higher = (rest: number): number[] =>
		rest === 0 ? [] : [...higher(rest >> 7), (rest & 0x7f) | 0x80];
	return [...higher(value >> 7), value & 0x7f];
}
