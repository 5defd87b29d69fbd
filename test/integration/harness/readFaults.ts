import type { ServerResponse } from 'node:http';

/** What comes of a file that is read: all of it; or the store is overloaded, or knows no such file; or it ends early. */
export type ReadFault = { readonly kind: 'none' | Refusal } | Ending;

/**
 * Readings that go well: of the beginning of a file, which the node looks at before it reads the file to send it.
 *
 * @param inChunks whether the file goes in chunks; it is looked at once more then
 */
export function beforeSending(inChunks: boolean): ReadFault[] {
	return Array<ReadFault>(inChunks ? 2 : 1).fill({ kind: 'none' });
}

/** An answer without the file. */
export type Refusal = 'busy' | 'gone';

/** Bytes after which the connection breaks off, or stays open and brings nothing any more. */
interface Ending {
	readonly kind: 'cut' | 'stall';
	readonly afterBytes: number;
}

/** What is read from a store in which n8n keeps files, and what happens to it. */
export class ReadFaults {
	/** What happens to the next readings, one each. */
	readonly next: ReadFault[] = [];
	private readonly open = new Set<ServerResponse>();

	/** How many files are being read. */
	get openReads(): number {
		return this.open.size;
	}

	/**
	 * To be told of each reading before it is answered.
	 *
	 * @returns what is to be answered in place of the file
	 */
	meet(response: ServerResponse): Refusal | undefined {
		this.open.add(response);
		response.once('close', () => this.open.delete(response));
		const fault = this.next.shift();
		if (fault === undefined || fault.kind === 'none') return undefined;
		if (!('afterBytes' in fault)) return fault.kind;
		endAfter(response, fault);
		return undefined;
	}
}

/** Lets no more bytes of an answer through than a fault says. */
function endAfter(response: ServerResponse, { kind, afterBytes }: Ending): void {
	let left = afterBytes;
	const write = response.write.bind(response);
	response.write = ((piece: Uint8Array) => {
		const part = piece.subarray(0, Math.max(0, left));
		left -= piece.byteLength;
		if (left > 0) return write(piece);
		if (part.byteLength > 0) write(part, () => kind === 'cut' && response.destroy());
		return false;
	}) as ServerResponse['write'];
}
