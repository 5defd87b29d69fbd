import type { IExecuteFunctions } from 'n8n-workflow';
import { apiRequest } from '../api/client';
import { letN8nSign } from '../api/letN8nSign';
import { signatureIn, withoutSecrets } from '../api/secrets';
import { renewAccessToken } from '../api/sendSigned';
import { Trouble } from '../api/trouble';
import {
	isRecord,
	isVideo,
	type Clock,
	type Received,
	type UploadTransport,
	type Video,
} from '../upload';
import { sendForm, type Form } from './sendForm';
import type { Signature } from './signature';

/** What can be asked about a video with the API key, while it is being uploaded. */
type Questions = Required<Pick<UploadTransport, 'received' | 'video'>>;

/**
 * Uploads with the API key: `POST /videos/{videoId}/source`.
 *
 * @param baseUrl without a slash at the end
 */
export function keyTransport(
	context: IExecuteFunctions,
	clock: Clock,
	baseUrl: string,
	signature: Signature,
): UploadTransport {
	const questions = keyQuestions(context, clock);
	return {
		authentication: 'apiKey',
		...questions,
		send: async (request, signal) => {
			const videoId = request.videoId ?? '';
			const url = `${baseUrl}/videos/${encodeURIComponent(videoId)}/source`;
			const sendSigned = async (accessToken: string | undefined) => {
				const secrets = accessToken === undefined ? [] : [accessToken];
				const outcome = await sendForm(context, clock, request, [], signal, async (form) => {
					if (accessToken !== undefined) {
						return await context.helpers.httpRequest({
							...withoutRenewal(form),
							headers: { ...form.headers, Authorization: `Bearer ${accessToken}` },
							url,
						});
					}
					const options = { ...form, url };
					try {
						return await letN8nSign(context, clock, options, form.abortSignal);
					} finally {
						secrets.push(...signatureIn(options.headers));
					}
				});
				return withoutSecrets(outcome, secrets);
			};
			const renew = async () => await renewAccessToken({ context, clock, baseUrl });
			return await signature.sign(sendSigned, renew, signal);
		},
	};
}

/** Where n8n has no credential to renew, it would only make a rejection of a 401. */
function withoutRenewal(form: Form): Form {
	return { ...form, ignoreHttpStatusErrors: true };
}

/**
 * Uploads with a delegated token: `POST /upload?token=`. Neither the API key nor an access token is
 * sent along: not needing them is what a delegated token is for.
 *
 * @param baseUrl without a slash at the end
 * @param questions where the API key is at hand, to ask what has arrived
 */
export function tokenTransport(
	context: IExecuteFunctions,
	clock: Clock,
	baseUrl: string,
	token: string,
	questions?: Questions,
): UploadTransport {
	return {
		authentication: 'uploadToken',
		...questions,
		send: async (request, signal) => {
			const fields: Array<[string, string]> = request.videoId ? [['videoId', request.videoId]] : [];
			return await sendForm(context, clock, request, fields, signal, async (form) =>
				context.helpers.httpRequest({
					...withoutRenewal(form),
					url: `${baseUrl}/upload`,
					qs: { token },
				}),
			);
		},
	};
}

/** @returns the questions that the API key answers */
export function keyQuestions(context: IExecuteFunctions, clock: Clock): Questions {
	return {
		received: async (videoId) => readStatus(await ask(context, clock, videoId, '/status')),
		video: async (videoId) => {
			const video = await ask(context, clock, videoId, '');
			return isVideo(video) ? (video as Video) : undefined;
		},
	};
}

/** Asks for something that is good to know; not getting it must not end the upload. */
async function ask(
	context: IExecuteFunctions,
	clock: Clock,
	videoId: string,
	about: string,
): Promise<Record<string, unknown> | undefined> {
	const path = `/videos/${encodeURIComponent(videoId)}${about}`;
	return await apiRequest(context, clock, { method: 'GET', path }).catch(async (error: unknown) => {
		const cancelled = context.getExecutionCancelSignal()?.aborted;
		return error instanceof Trouble && !cancelled ? undefined : await Promise.reject(error);
	});
}

/** @returns what a status answer says about the bytes received; undefined when it does not say */
export function readStatus(status: Record<string, unknown> | undefined): Received | undefined {
	const ingest = status?.ingest;
	if (!isRecord(ingest)) return undefined;
	const ranges = Array.isArray(ingest.receivedBytes) ? ingest.receivedBytes.filter(isRecord) : [];
	const total = Number(ranges[0]?.total ?? ingest.filesize ?? NaN);
	return {
		complete: ingest.status === 'uploaded' || ingest.status === 'ingested',
		totalBytes: total > 0 ? total : undefined,
		ranges: ranges.map(({ from, to }) => ({ from: Number(from), to: Number(to) })),
	};
}
