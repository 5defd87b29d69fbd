/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- not part of the node */
import { createRequire } from 'node:module';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import type { createClock } from '../../nodes/ApiVideo/n8n/clock';
import type { discard } from '../../nodes/ApiVideo/n8n/discard';
import type { pause } from '../../nodes/ApiVideo/n8n/pause';
import type { parsedUrl } from '../../nodes/ApiVideo/api/parsedUrl';
import type { layersOf } from '../../nodes/ApiVideo/api/thrown';

// The package as it is published. Its types are those of the sources: whoever only checks types has not built it.
const load = createRequire(__filename);
const built = <T>(path: string): T => load(`../../dist/${path}.js`) as T;

const clock = built<{ createClock: typeof createClock }>('nodes/ApiVideo/n8n/clock');
const real = clock.createClock;

/** Lets no wait of the node last longer than 2 ms. To be called before the node runs. */
export function skipWaits(): void {
	clock.createClock = () => {
		const own = real();
		return { ...own, sleep: async (ms, signal) => await own.sleep(Math.min(ms, 2), signal) };
	};
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

export const compiled = {
	ApiVideo,
	ApiVideoTrigger,
	ApiVideoApi,
	ApiVideoUploadTokenApi,
	...built<{ discard: typeof discard }>('nodes/ApiVideo/n8n/discard'),
	...built<{ pause: typeof pause }>('nodes/ApiVideo/n8n/pause'),
	...built<{ parsedUrl: typeof parsedUrl }>('nodes/ApiVideo/api/parsedUrl'),
	...built<{ layersOf: typeof layersOf }>('nodes/ApiVideo/api/thrown'),
};
