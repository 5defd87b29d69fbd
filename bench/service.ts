import { join } from 'node:path';
import type { RateLimits, RequestEntry } from '../emulator';
import { API_KEY, type Receiver } from './receiver';
import { startServer } from '../scripts/lib/lab';

/** The emulator; a reset also forgets requests and what was counted in the minute. */
export interface Service extends Receiver {
	/** All requests since the last reset, in their order. */
	requests(): Promise<RequestEntry[]>;
	/** Requests that sent a file, since the last reset. */
	uploads(): Promise<RequestEntry[]>;
}

/**
 * Starts the emulator without disk and hash, which would be slower than any contender.
 *
 * @param node the executable
 * @param limits requests that it allows in a window; what is not named is not limited
 * @param windowSeconds length of the window; default: the minute that is documented
 */
export async function startService(
	node: string,
	limits: Partial<RateLimits> = {},
	windowSeconds = 60,
): Promise<Service> {
	const limited = Object.keys(limits).length > 0;
	const { url, call, stop } = await startServer(node, [
		join('emulator', 'main.ts'),
		...['--port', '0', '--discard', '--no-hash', '--encoding-seconds', '0'],
		...(limited ? ['--rate-limit', JSON.stringify(limits)] : []),
		...['--rate-limit-window', String(windowSeconds)],
	]);
	const authorization = `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`;
	const requests = async () => await call<RequestEntry[]>('GET', '/emulator/requests');
	return {
		url,
		createVideo: async () => {
			const video = { title: 'benchmark' };
			return (await call<{ videoId: string }>('POST', '/videos', video, authorization)).videoId;
		},
		completeVideos: async () => {
			const videos = await call<Array<{ size: number }>>('GET', '/emulator/videos');
			return videos.map(({ size }) => size);
		},
		requests,
		uploads: async () => {
			const path = /^\/(upload|videos\/[^/]+\/source)$/;
			return (await requests()).filter((one) => one.method === 'POST' && path.test(one.path));
		},
		reset: async (faults) => {
			await call('POST', '/emulator/reset');
			if (faults.length > 0) await call('POST', '/emulator/faults', [...faults]);
		},
		stop,
	};
}

/** Works with an emulator, and stops it afterwards, whatever happens. */
export async function withService<T>(
	node: string,
	limits: Partial<RateLimits>,
	work: (service: Service) => Promise<T>,
	windowSeconds?: number,
): Promise<T> {
	const service = await startService(node, limits, windowSeconds);
	try {
		return await work(service);
	} finally {
		await service.stop();
	}
}
