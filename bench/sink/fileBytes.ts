import type { Compare } from './expected';
import type { RequestHead } from './requestHead';

/** Bytes of a form in which the head of its file must end; ours and that of the clients have some 200. */
const LONGEST_FORM_HEAD = 4096;

/** Finds out how long the file in a body is, from the body's first bytes alone, and hands its bytes to who compares. */
export class FileBytes {
	private beginning = Buffer.alloc(0);
	private formHead: number | undefined;
	/** Bytes of the body that have been looked at. */
	private seen = 0;

	/** @param compare told of all bytes of the file, with their offset in the part of it that the body carries */
	constructor(
		private readonly head: RequestHead,
		private readonly compare?: Compare,
	) {
		if (head.boundary === undefined) this.formHead = 0;
	}

	/** Looks at the next bytes of the body. What it needs of them it copies. */
	look(bytes: Buffer): void {
		const before = this.seen;
		this.seen += bytes.length;
		this.findFormHead(bytes);
		if (this.formHead === undefined || !this.compare) return;
		const from = Math.max(0, this.formHead - before);
		const end = Math.min(bytes.length, this.formHead + this.count() - before);
		if (from < end) this.compare(bytes.subarray(from, end), before + from - this.formHead);
	}

	/**
	 * @returns bytes of the file: the body, or what is left of a form whose only field it is
	 * @throws when no file has begun
	 */
	count(): number {
		const { boundary, contentLength } = this.head;
		if (this.formHead === undefined) throw new Error('There is no file in the form.');
		const formEnd = boundary === undefined ? 0 : `\r\n--${boundary}--\r\n`.length;
		return contentLength - this.formHead - formEnd;
	}

	private findFormHead(bytes: Buffer): void {
		if (this.formHead !== undefined || this.beginning.length >= LONGEST_FORM_HEAD) return;
		this.beginning = Buffer.concat([this.beginning, bytes.subarray(0, LONGEST_FORM_HEAD)]);
		const end = this.beginning.indexOf('\r\n\r\n');
		if (end >= 0) this.formHead = end + 4;
	}
}
