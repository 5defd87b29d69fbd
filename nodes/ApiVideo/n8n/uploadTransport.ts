import type { IExecuteFunctions } from 'n8n-workflow';
import type { Api } from '../api/api';
import { letN8nSign } from '../api/letN8nSign';
import type { Asked } from '../api/paths/asked';
import { oneVideo, sourceOfVideo, statusOfVideo, UPLOAD } from '../api/paths/videos';
import { readStatus } from '../api/readStatus';
import { signatureIn, withoutSecrets } from '../api/secrets';
import { Trouble } from '../api/trouble';
import { isVideo, type Clock, type UploadTransport, type Video } from '../upload';
import { sendForm, type Form } from './sendForm';
import type { Signer } from './signer';

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
	signer: Signer,
	api: Api,
): UploadTransport {
	const questions = keyQuestions(api);
	return {
		...questions,
		send: async (request, signal) => {
			const videoId = request.videoId ?? '';
			const url = baseUrl + sourceOfVideo(videoId).path;
			const sendSigned = async (accessToken: string | undefined) => {
				const secrets = accessToken === undefined ? [] : [accessToken];
				const outcome = await sendForm(clock, request, [], signal, async (form) => {
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
			const renew = async () => await api.until(signal).renew();
			return await signer.sign(sendSigned, renew, signal);
		},
	};
}

/** Here n8n has no credential to renew, so a 401 is to come back as an answer: otherwise n8n would throw it. */
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
		...questions,
		send: async (request, signal) => {
			const fields: Array<[string, string]> = request.videoId ? [['videoId', request.videoId]] : [];
			return await sendForm(clock, request, fields, signal, async (form) =>
				context.helpers.httpRequest({
					...withoutRenewal(form),
					url: baseUrl + UPLOAD,
					qs: { token },
				}),
			);
		},
	};
}

/** @returns the questions that the API key answers */
export function keyQuestions(api: Api): Questions {
	return {
		received: async (videoId, signal, onOutage) =>
			readStatus(await ask(api.until(signal), statusOfVideo(videoId), signal, onOutage)),
		video: async (videoId, signal) => {
			const video = await ask(api.until(signal), oneVideo(videoId), signal);
			return isVideo(video) ? (video as Video) : undefined;
		},
	};
}

/** Asks for something that is good to know; not getting it must not end the upload. */
async function ask(
	api: Api,
	about: Asked,
	signal: AbortSignal,
	onOutage?: (milliseconds: number) => void,
): Promise<Record<string, unknown> | undefined> {
	return await api.get(about).catch(async (error: unknown) => {
		if (!(error instanceof Trouble) || signal.aborted) return await Promise.reject(error);
		onOutage?.(error.passing?.outageMs ?? 0);
		return undefined;
	});
}
