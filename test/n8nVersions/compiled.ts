import { createRequire } from 'node:module';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import type { createClock } from '../../nodes/ApiVideo/n8n/clock';
import type { discard } from '../../nodes/ApiVideo/n8n/discard';
import type { pause } from '../../nodes/ApiVideo/n8n/pause';
import type { parsedUrl } from '../../nodes/ApiVideo/api/parsedUrl';
import type { layersOf } from '../../nodes/ApiVideo/api/thrown';
import type { Lines as AllLines } from '../../nodes/ApiVideo/upload';

// The package as it is published. Its types are those of the sources: whoever only checks types has not built it.
const load = createRequire(__filename);
const built = <T>(path: string): T => load(`../../dist/${path}.js`) as T;

const clock = built<{ createClock: typeof createClock }>('nodes/ApiVideo/n8n/clock');
const real = clock.createClock;
const lines = built<{ processLines: AllLines }>('nodes/ApiVideo/n8n/lines');
const { Lines } = built<{ Lines: typeof AllLines }>('nodes/ApiVideo/upload/index');

/**
 * Lets no wait of the node last longer than 2 ms; its clock then shows what it would have shown. To be called before
 * the node runs.
 */
export function skipWaits(): void {
	let skipped = 0;
	clock.createClock = () => {
		const own = real();
		const now = () => own.now() + skipped;
		const sleep = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
			const until = now() + milliseconds;
			await own.sleep(Math.min(milliseconds, 2), signal);
			skipped += Math.max(0, until - now());
		};
		// As the stand-in's, so that both wait as long.
		const random = () => 1;
		return { ...own, now, random, sleep };
	};
}

/** Nothing is known any more of an account, such as a new access token: a process of its own for what comes next. */
export function freshLines(): void {
	lines.processLines = new Lines(() => clock.createClock());
}

const { ApiVideo } = built<Record<string, new () => INodeType>>('nodes/ApiVideo/ApiVideo.node');
const { ApiVideoTrigger } = built<Record<string, new () => INodeType>>(
	'nodes/ApiVideo/ApiVideoTrigger.node',
);
const { ApiVideoUploadTokenApi } = built<Record<string, new () => ICredentialType>>(
	'credentials/ApiVideoUploadTokenApi.credentials',
);
const { ApiVideoApi } = built<Record<string, new () => ICredentialType>>(
	'credentials/ApiVideoApi.credentials',
);
const { ApiVideoFileServerOAuth2Api } = built<Record<string, new () => ICredentialType>>(
	'credentials/ApiVideoFileServerOAuth2Api.credentials',
);

export const compiled = {
	ApiVideo,
	ApiVideoTrigger,
	ApiVideoApi,
	ApiVideoFileServerOAuth2Api,
	ApiVideoUploadTokenApi,
	...built<{ discard: typeof discard }>('nodes/ApiVideo/n8n/discard'),
	...built<{ pause: typeof pause }>('nodes/ApiVideo/n8n/pause'),
	...built<{ parsedUrl: typeof parsedUrl }>('nodes/ApiVideo/api/parsedUrl'),
	...built<{ layersOf: typeof layersOf }>('nodes/ApiVideo/api/thrown'),
};
