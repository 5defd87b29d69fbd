import { mkdir } from 'node:fs/promises';
import { startEmulator } from './emulator.mjs';
import { sha256OfFile } from './hash.mjs';
import { StepError } from './step-error.mjs';

/**
 * @typedef {object} Service what the demo uploads to
 * @property {string} name for people
 * @property {{ apiKey: string, environment: string, baseUrl: string }} credential of type apiVideoApi
 * @property {(videoId: string, file: { path: string, size: number }) => Promise<string>} verify
 *   compares what arrived with the file; returns a sentence, throws a StepError if they differ
 * @property {() => Promise<void>} close
 */

/**
 * The emulator in this process, or api.video's sandbox when there is an API key.
 * @param {{ directory: string, apiKey?: string }} options directory: for the received files
 * @returns {Promise<Service>}
 */
export async function startService({ directory, apiKey }) {
	return apiKey ? sandbox(apiKey) : await emulator(directory);
}

/**
 * @param {string} directory
 * @returns {Promise<Service>}
 */
async function emulator(directory) {
	await mkdir(directory, { recursive: true });
	const running = await startEmulator({ directory });
	return {
		name: `the emulator at ${running.url}`,
		credential: { apiKey: 'emulator-api-key', environment: 'custom', baseUrl: running.url },
		async verify(videoId, file) {
			const arrived = await running.videoFile(videoId);
			const expected = await sha256OfFile(file.path);
			if (arrived?.sha256 !== expected) {
				throw new StepError(
					'What arrived is not what was sent: ' +
						`SHA-256 ${arrived?.sha256} (${arrived?.size} bytes) instead of ${expected} (${file.size} bytes).`,
				);
			}
			return `SHA-256 of what arrived is that of the file: ${expected}`;
		},
		close: async () => await running.close(),
	};
}

const SANDBOX_URL = 'https://sandbox.api.video';

/**
 * @param {string} apiKey
 * @returns {Service}
 */
function sandbox(apiKey) {
	return {
		name: 'api.video’s sandbox',
		credential: { apiKey, environment: 'sandbox', baseUrl: '' },
		// The service does not give the original back, but it says how much of it arrived.
		async verify(videoId, file) {
			const response = await fetch(`${SANDBOX_URL}/videos/${videoId}/status`, {
				headers: { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` },
			});
			const status = await response.json();
			const size = status.ingest?.filesize;
			if (!response.ok || (typeof size === 'number' && size !== file.size)) {
				throw new StepError(
					`api.video says that ${size ?? 'an unknown number of'} bytes arrived; the file has ${file.size}.`,
				);
			}
			return `api.video says: ${status.ingest?.status}, ${size ?? 'size not yet known'} bytes`;
		},
		close: async () => {},
	};
}
