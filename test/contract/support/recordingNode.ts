import { Readable } from 'node:stream';
import type { IDataObject, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { FakeNode, response, type SentRequest } from '../../unit/support/fakeNode';
import { NODE } from '../../unit/support/httpErrors';
import { fileContent } from './specialCases';

const VIDEO = 'vi4k0jvEUuaTdRAEjQ4Jfrgz';
const OLD_TOKEN = {
	token: 'toOld1',
	createdAt: '2026-11-01T00:00:00+00:00',
	expiresAt: '2026-11-23T12:30:00+00:00',
};
const ANSWER = {
	videoId: VIDEO,
	token: 'toNew',
	liveStreamId: 'liNew',
	playerId: 'plNew',
	summaryId: 'summary_new',
	watermarkId: 'watermark_new',
	webhookId: 'webhook_new',
	src: 'https://cdn.example.com/en.vtt',
};

/** An n8n that has one item with a file, and a service that agrees to everything. */
export class RecordingNode extends FakeNode {
	constructor(operation: string, parameters: IDataObject) {
		const content = fileContent(operation);
		const data = content.toString('base64');
		const made: IDataObject[] = [];
		super({
			parameters,
			items: [{ json: {}, binary: { data: { mimeType: 'x/y', fileName: 'file.png', data } } }],
			reply: (request) => (request.headers?.Range ? part(content) : agree(request, made)),
		});
	}

	private type = NODE.type;

	/** From now on a model calls the node: n8n gives it another type for that. */
	serveAsTool(): void {
		this.type = `${NODE.type}Tool`;
	}

	override get execution(): IExecuteFunctions {
		const execution = super.execution;
		return Object.assign(execution, {
			getNode: () => ({ ...NODE, type: this.type }),
			getTimezone: () => 'Europe/Paris',
			helpers: Object.assign(execution.helpers, {
				prepareBinaryData: async () => ({ mimeType: 'text/vtt', data: '' }),
			}),
		});
	}
}

/** What a file server answers that hands out parts: all of a short file. */
function part(content: Buffer): IN8nHttpFullResponse {
	const headers = { 'content-range': `bytes 0-${content.length - 1}/${content.length}` };
	return { ...response(206, {}, headers), body: Readable.from([content]) };
}

/** @param made the videos that were made, which the list shows from then on */
function agree({ method, url, body }: SentRequest, made: IDataObject[]): IN8nHttpFullResponse {
	const { hostname, pathname } = new URL(url);
	if (!hostname.endsWith('api.video')) return response(200, Buffer.from('WEBVTT'));
	if (method === 'DELETE') return response(204, '');
	if (pathname.endsWith('/status')) {
		return response(200, {
			ingest: { status: 'uploading', receivedBytes: [] },
			encoding: { playable: true, qualities: [] },
		});
	}
	if (method === 'POST' && pathname === '/videos')
		made.push({ ...(body as IDataObject), ...ANSWER });
	const isList =
		method === 'GET' && /^\/(data|[a-z-]+$)|\/(captions|chapters|videos)$/.test(pathname);
	if (!isList) return response(200, ANSWER);
	const lists: Record<string, IDataObject[]> = { '/upload-tokens': [OLD_TOKEN], '/videos': made };
	const data = lists[pathname] ?? [];
	return response(200, { data, pagination: { pagesTotal: 1 } });
}
