import type { Content } from '../../fileServer';

/**
 * Compares bytes with those that were to come.
 *
 * @param at their offset
 */
export type Compare = (bytes: Buffer, at: number) => void;

/** The file that is to come. */
export class Expected {
	private memory = Buffer.alloc(0);

	constructor(private readonly content: Content) {}

	/**
	 * @param from offset in the file
	 * @returns whether these are the bytes of the file there
	 */
	has(bytes: Buffer, from: number): boolean {
		if (from + bytes.length > this.content.size) return false;
		if (this.memory.length < bytes.length) this.memory = Buffer.allocUnsafeSlow(bytes.length);
		const wanted = this.memory.subarray(0, bytes.length);
		this.content.fill(wanted, from);
		return wanted.equals(bytes);
	}
}
