import { mkdir } from 'node:fs/promises';
import { startEmulator } from '../../emulator';
import { sha256OfFile } from './hash';
import { StepError } from './step-error.mjs';

/** What the demo uploads to. */
export interface Service {
	/** For people. */
	name: string;
	/** Of type apiVideoApi. */
	credential: { apiKey: string; environment: string; baseUrl: string };
	/** Compares what arrived with the file; returns a sentence, throws a StepError if they differ. */
	verify(videoId: string, file: { path: string; size: number }): Promise<string>;
	close(): Promise<void>;
}

const SANDBOX_URL = 'https://sandbox.api.video';

/**
 * The emulator in this process, or api.video's sandbox when there is an API key.
 *
 * @param options directory: for the received files
 */
export async function startService(options: {
	directory: string;
	apiKey?: string;
}): Promise<Service> {
	return options.apiKey ? sandbox(options.apiKey) : await emulator(options.directory);
}

async function emulator(directory: string): Promise<Service> {
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

function sandbox(apiKey: string): Service {
	return {
		name: 'api.video’s sandbox',
		credential: { apiKey, environment: 'sandbox', baseUrl: '' },
		// The service does not give the original back, but it says how much of it arrived.
		async verify(videoId, file) {
			const response = await fetch(`${SANDBOX_URL}/videos/${videoId}/status`, {
				headers: { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` },
			});
			const { ingest } = (await response.json()) as {
				ingest?: { status: string; filesize?: number | null };
			};
			const size = ingest?.filesize;
			if (!response.ok || (typeof size === 'number' && size !== file.size)) {
				throw new StepError(
					`api.video says that ${size ?? 'an unknown number of'} bytes arrived; the file has ${file.size}.`,
				);
			}
			return `api.video says: ${ingest?.status}, ${size ?? 'size not yet known'} bytes`;
		},
		close: async () => {},
	};
}
