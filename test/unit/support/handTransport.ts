import type {
	Outcome,
	Received,
	UploadRequest,
	UploadTransport,
	Video,
} from '../../../nodes/ApiVideo/upload';
import { NEVER } from './never';

/** What a request looked like, with the bytes that would have travelled. */
export interface SeenRequest {
	readonly videoId?: string;
	readonly range?: string;
	/** Empty unless the transport was told to keep them. */
	readonly bytes: Buffer;
}

type Reply = (request: UploadRequest, index: number) => Outcome | Promise<Outcome>;

/** What a file is sent with: only the API key answers questions. */
export type SentWith = 'apiKey' | 'uploadToken';

/** A transport that a test answers by hand, request by request. */
export class HandTransport implements UploadTransport {
	readonly seen: SeenRequest[] = [];
	readonly asked: string[] = [];
	received?: UploadTransport['received'];
	video?: UploadTransport['video'];

	/** Whether to keep the bytes of every request: copying large files takes time. */
	keepBytes = false;

	constructor(
		sentWith: SentWith,
		private readonly reply: Reply,
	) {
		if (sentWith === 'apiKey') this.answerQuestions(undefined);
	}

	/** Lets the transport say what the service has received: one answer after the other, the last one for good. */
	answerQuestions(received: Received | undefined | Received[], video?: Video): this {
		const answers = Array.isArray(received) ? received : [received];
		this.received = async (videoId) =>
			answers[Math.min(this.asked.push(videoId), answers.length) - 1];
		this.video = async (videoId) => video ?? { videoId, title: 'fetched' };
		return this;
	}

	async send(request: UploadRequest): Promise<Outcome> {
		const pieces: Uint8Array[] = [];
		for await (const piece of request.body.open(NEVER)) {
			if (this.keepBytes) pieces.push(Buffer.from(piece));
		}
		const { videoId, range } = request;
		this.seen.push({
			videoId,
			range: range && `${range.from}-${range.to}/${range.total}`,
			bytes: Buffer.concat(pieces),
		});
		return await this.reply(request, this.seen.length - 1);
	}
}

/** Answers the requests for one range in turn, the last answer serving for all that follow, and all other requests with the video. */
export function at(range: string, ...outcomes: Outcome[]): Reply {
	let turn = 0;
	return ({ range: asked }) =>
		asked && `${asked.from}-${asked.to}/${asked.total}` === range
			? outcomes[Math.min(turn++, outcomes.length - 1)]
			: created();
}

/** Answers one request after the other; the last answer serves for all that follow. */
export function inTurn(...outcomes: Outcome[]): Reply {
	return (_request, index) => outcomes[Math.min(index, outcomes.length - 1)];
}

export const created = (videoId = 'vi1', fields: object = {}): Outcome => ({
	kind: 'answer',
	status: 201,
	headers: {},
	body: { videoId, ...fields },
});

export const answer = (
	status: number,
	body: unknown = {},
	headers: Record<string, string> = {},
): Outcome => ({ kind: 'answer', status, headers, body });

export const problem = (status: number, slug: string, more: object = {}): Outcome =>
	answer(status, {
		type: `https://docs.api.video/reference/${slug}`,
		title: slug,
		status,
		...more,
	});

export const lost = (permanent = false): Outcome => ({
	kind: 'noAnswer',
	what: 'The connection was closed before the service answered',
	permanent,
});
