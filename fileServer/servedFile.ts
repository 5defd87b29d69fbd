import { Readable } from 'node:stream';
import { gzipBomb } from '../emulator/faults/gzipBomb';
import type { FileBehaviour } from './behaviour';
import { bytesContent, madeContent, sha256Of, type Content } from './content';
import type { Exchange } from './exchange';
import { bodyOf, fileAnswer, headersOf, isCompressed } from './fileAnswer';
import { Route } from './route';
import { compressed, piecesOf, sendBody, withoutEnd } from './sendBody';

/** What a bomb is unpacked to, and what is missing of a compressed body that is cut, in bytes. */
const BOMB_BYTES = 1024 * 1024 * 1024;
const CUT_BYTES = 1000;

/** When a change counts. */
export interface When {
	/** Once so many bytes more of the file have been sent, of all requests; default: at once. */
	afterBytes?: number;
	/**
	 * The file is overwritten, and not replaced: answers under way go on with what is new. So does their speed, and
	 * where they are cut. Their headers are gone.
	 */
	inPlace?: boolean;
}

interface Pending {
	changes: Partial<FileBehaviour>;
	when: When;
	/** Bytes sent of the file at which it counts. */
	at: number;
}

/** A file of the server. */
export class ServedFile extends Route<FileBehaviour> {
	private sent = 0;
	private pending: Pending[] = [];

	/** Changes what is given, from the next request on or as `when` says; undefined takes a behaviour back. */
	override change(changes: Partial<FileBehaviour>, when: When = {}): void {
		if (when.afterBytes) {
			this.pending.push({ changes, when, at: this.sent + when.afterBytes });
			return;
		}
		if (when.inPlace) Object.assign(this.behaviour, changes);
		else super.change(changes);
	}

	/** What the file holds now. */
	get content(): Content {
		return contentOf(this.behaviour);
	}

	/** SHA-256 of what the file holds now, or of the bytes from `from` to before `end`; hexadecimal digits. */
	async sha256(from?: number, end?: number): Promise<string> {
		return await sha256Of(this.content, from, end);
	}

	override async answer(exchange: Exchange): Promise<void> {
		const drawn = this.surroundings.schedule().draw(exchange.entry, this.behaviour);
		if (drawn?.lasting) this.change(drawn.changes);
		const forThisOne = drawn?.lasting === false ? drawn.changes : {};
		await this.answerAs(exchange, drawn ? { ...this.behaviour, ...forThisOne } : this.behaviour);
	}

	protected async serve(exchange: Exchange, file: FileBehaviour): Promise<void> {
		const { response, entry } = exchange;
		const { method, headers: asked } = entry;
		const asking = {
			method,
			range: asked.range,
			ifRange: asked['if-range'],
			acceptEncoding: asked['accept-encoding'],
		};
		const { size } = contentOf(file);
		const answer = fileAnswer(file, size, asking, this.surroundings.now());
		const { parts, length } = bodyOf(answer, size, file.type ?? undefined);
		const gzip = isCompressed(file, asking, answer);
		if (file.length === 'close') {
			response.shouldKeepAlive = false;
			// Otherwise Node sends chunks where it knows no length.
			response.removeHeader('transfer-encoding');
		}
		entry.status = answer.status;
		response.writeHead(answer.status, headersOf(file, answer, { length, compressed: gzip }));
		if (method === 'HEAD') return void response.end();
		const pieces = piecesOf(() => contentOf(file), parts, file.goesOn);
		await sendBody(exchange, gzip ? packed(pieces, file) : pieces, {
			file: () => file,
			lines: this.surroundings.lines,
			sent: (bytes) => this.count(bytes),
		});
	}

	private count(bytes: number): void {
		this.sent += bytes;
		const due = this.pending.filter(({ at }) => at <= this.sent);
		this.pending = this.pending.filter(({ at }) => at > this.sent);
		for (const { changes, when } of due) this.change(changes, { ...when, afterBytes: 0 });
	}
}

function packed(pieces: AsyncIterable<Buffer>, { gzip }: FileBehaviour): AsyncIterable<Buffer> {
	if (gzip === 'bomb') return Readable.from([gzipBomb(BOMB_BYTES, '')]);
	return gzip === 'cut' ? withoutEnd(compressed(pieces), CUT_BYTES) : compressed(pieces);
}

function contentOf({ bytes, size = 0, seed }: FileBehaviour): Content {
	return bytes ? bytesContent(bytes) : madeContent(size, seed);
}
