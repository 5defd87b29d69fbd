import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { apiRequest } from '../api/client';
import { exchange, REQUEST_DEFAULTS } from '../api/exchange';
import { ORIGIN_HEADERS } from '../api/origin';
import { Trouble } from '../api/trouble';
import {
	contentRange,
	isRecord,
	isVideo,
	type ByteRange,
	type Clock,
	type Outcome,
	type Received,
	type UploadRequest,
	type UploadTransport,
} from '../upload';
import { LazyFile } from './lazyFile';

/** Time every request is allowed in any case, in milliseconds: the service may take a while to answer. */
const TIMEOUT_BASE_MS = 300_000;

/** The slowest line, in bytes per second, on which a request still has time to finish: 256 kbit/s. */
const SLOWEST_BYTES_PER_SECOND = 32 * 1024;

/**
 * Uploads with the API key: `POST /videos/{videoId}/source`.
 *
 * @param baseUrl without a slash at the end
 */
export function keyTransport(
	context: IExecuteFunctions,
	baseUrl: string,
	clock: Clock,
): UploadTransport {
	return {
		authentication: 'apiKey',
		send: async (request) => {
			const url = `${baseUrl}/videos/${encodeURIComponent(request.videoId ?? '')}/source`;
			return await sendForm(context, request, [], (form) =>
				context.helpers.httpRequestWithAuthentication.call(context, 'apiVideoApi', {
					...form,
					url,
				}),
			);
		},
		received: async (videoId) =>
			readStatus(await ask(context, clock, `/videos/${encodeURIComponent(videoId)}/status`)),
		video: async (videoId) => {
			const video = await ask(context, clock, `/videos/${encodeURIComponent(videoId)}`);
			return isVideo(video) ? video : undefined;
		},
	};
}

/**
 * Uploads with a delegated token: `POST /upload?token=`. Neither the API key nor an access token is
 * sent along: not needing them is what a delegated token is for.
 *
 * @param baseUrl without a slash at the end
 */
export function tokenTransport(
	context: IExecuteFunctions,
	baseUrl: string,
	token: string,
): UploadTransport {
	return {
		authentication: 'uploadToken',
		send: async (request) => {
			// In front of the file, where a service that reads the form as it comes needs it.
			const fields: Array<[string, string]> = request.videoId ? [['videoId', request.videoId]] : [];
			return await sendForm(context, request, fields, async (form) =>
				context.helpers.httpRequest({
					...form,
					// n8n would turn it into a rejection, and has no credential to renew here.
					ignoreHttpStatusErrors: true,
					url: `${baseUrl}/upload`,
					qs: { token },
					abortSignal: context.getExecutionCancelSignal(),
				}),
			);
		},
	};
}

async function sendForm(
	context: IExecuteFunctions,
	{ body, range }: UploadRequest,
	fields: ReadonlyArray<[string, string]>,
	send: (form: Omit<IHttpRequestOptions, 'url'>) => Promise<IN8nHttpFullResponse>,
): Promise<Outcome> {
	const file = new LazyFile(body);
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	// Without a third argument: a name there would replace the file by a copy that is empty.
	form.append('file', file);
	const outcome = await exchange(
		() =>
			send({
				...REQUEST_DEFAULTS,
				method: 'POST',
				headers: { ...ORIGIN_HEADERS, Accept: 'application/json', ...rangeHeader(range) },
				// n8n's type knows the form-data package only; its helper takes the platform's as well.
				body: form as unknown as IHttpRequestOptions['body'],
				timeout: TIMEOUT_BASE_MS + (body.size / SLOWEST_BYTES_PER_SECOND) * 1000,
			}),
		context.getExecutionCancelSignal(),
	);
	if (file.readError) throw file.readError;
	return outcome;
}

function rangeHeader(range?: ByteRange): Record<string, string> {
	return range ? { 'Content-Range': contentRange(range) } : {};
}

/** Asks for something that is good to know; not getting it must not end the upload. */
async function ask(
	context: IExecuteFunctions,
	clock: Clock,
	path: string,
): Promise<Record<string, unknown> | undefined> {
	return await apiRequest(context, clock, { method: 'GET', path }).catch(async (error: unknown) => {
		const cancelled = context.getExecutionCancelSignal()?.aborted;
		return error instanceof Trouble && !cancelled ? undefined : await Promise.reject(error);
	});
}

function readStatus(status: Record<string, unknown> | undefined): Received | undefined {
	const ingest = status?.ingest;
	if (!isRecord(ingest)) return undefined;
	const ranges = Array.isArray(ingest.receivedBytes) ? ingest.receivedBytes : [];
	return {
		complete: ingest.status === 'uploaded' || ingest.status === 'ingested',
		ranges: ranges.filter(isRecord).map(({ from, to }) => ({ from: Number(from), to: Number(to) })),
	};
}
