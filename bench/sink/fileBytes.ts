import type { RequestHead } from './requestHead';

/** Bytes of a form in which the head of its file must end; ours and that of the clients have some 200. */
const LONGEST_FORM_HEAD = 4096;

/** Finds out how long the file in a body is, from the body's first bytes alone. */
export class FileBytes {
	private beginning = Buffer.alloc(0);
	private formHead: number | undefined;

	constructor(private readonly head: RequestHead) {
		if (head.boundary === undefined) this.formHead = 0;
	}

	/** Looks at the next bytes of the body. What it needs of them it copies. */
	look(bytes: Buffer): void {
		if (this.formHead !== undefined || this.beginning.length >= LONGEST_FORM_HEAD) return;
		this.beginning = Buffer.concat([this.beginning, bytes.subarray(0, LONGEST_FORM_HEAD)]);
		const end = this.beginning.indexOf('\r\n\r\n');
		if (end >= 0) this.formHead = end + 4;
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
}
