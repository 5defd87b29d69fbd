import { answer, RATE_LIMIT, videoOf, type Answer } from './answers';
import type { Compare, Expected } from './expected';
import { FileBytes } from './fileBytes';
import { parseHead, type RequestHead } from './requestHead';
import type { Videos } from './videos';

/** Bytes in which the head of a request must end. */
const LONGEST_HEAD = 64 * 1024;

interface Request {
	head: RequestHead;
	file: FileBytes;
	/** Bytes of the body that have not come yet. */
	left: number;
}

/**
 * One connection: takes requests apart, one after another, and drops their bodies. Knows just enough of
 * HTTP/1.1 for it: bodies say their length, connections are kept.
 */
export class Connection {
	/** The beginning of a head that is not complete yet. */
	private beginning = Buffer.alloc(0);
	private request: Request | undefined;

	/** @param expected the file that every body carries a part of; undefined: nobody compares */
	constructor(
		private readonly videos: Videos,
		private readonly send: (text: string) => void,
		private readonly expected?: Expected,
	) {}

	/**
	 * Takes what has come. The bytes may be overwritten afterwards.
	 *
	 * @throws for what is no request, or none that the sink understands
	 */
	take(bytes: Buffer): void {
		let rest = bytes;
		while (rest.length > 0)
			rest = this.request ? this.takeBody(this.request, rest) : this.takeHead(rest);
	}

	private takeHead(bytes: Buffer): Buffer {
		const known = this.beginning.length;
		const all = known > 0 ? Buffer.concat([this.beginning, bytes]) : bytes;
		const end = all.indexOf('\r\n\r\n');
		if (end < 0) {
			if (all.length > LONGEST_HEAD) throw new Error('The head of a request does not end.');
			this.beginning = Buffer.from(all);
			return bytes.subarray(bytes.length);
		}
		this.beginning = Buffer.alloc(0);
		const head = parseHead(all.toString('latin1', 0, end));
		const file = new FileBytes(head, this.comparing(head));
		this.request = { head, file, left: head.contentLength };
		if (head.contentLength === 0) this.finish(this.request);
		return all.subarray(end + 4);
	}

	private takeBody(request: Request, bytes: Buffer): Buffer {
		const body = bytes.subarray(0, request.left);
		request.file.look(body);
		request.left -= body.length;
		if (request.left === 0) this.finish(request);
		return bytes.subarray(body.length);
	}

	private comparing(head: RequestHead): Compare | undefined {
		const { expected, videos } = this;
		const videoId = videoOf(head, 'source');
		if (!expected || videoId === undefined) return undefined;
		return (bytes, at) => {
			if (!expected.has(bytes, rangeBegin(head) + at)) videos.spoil(videoId);
		};
	}

	private finish({ head, file }: Request): void {
		this.request = undefined;
		this.send(written(answer(this.videos, head, () => file.count())));
	}
}

/** @throws for a part that does not say where in the file it begins */
function rangeBegin({ contentRange }: RequestHead): number {
	if (contentRange === undefined) return 0;
	const [, from] = /^bytes (\d+)-/.exec(contentRange) ?? [];
	if (from === undefined) throw new Error(`${contentRange} cannot be compared.`);
	return Number(from);
}

const REASONS: Record<Answer['status'], string> = {
	200: 'OK',
	201: 'Created',
	204: 'No Content',
	404: 'Not Found',
};

function written({ status, body }: Answer): string {
	const json = body === undefined ? '' : JSON.stringify(body);
	return [
		`HTTP/1.1 ${status} ${REASONS[status]}`,
		...(status === 204 ? [] : [`Content-Length: ${Buffer.byteLength(json)}`]),
		'Content-Type: application/json',
		`X-RateLimit-Limit: ${RATE_LIMIT}`,
		`X-RateLimit-Remaining: ${RATE_LIMIT}`,
		'X-RateLimit-Retry-After: 60',
		'',
		json,
	].join('\r\n');
}
