import type { Clock, Outcome, UploadTransport } from '../../../nodes/ApiVideo/upload';
import { answer, lost } from './handTransport';

/** How requests fail of an account that is stuck. */
export const STUCK_BY = ['resets', '503', '429 for a minute', 'hanging'] as const;

/** When, and how, all uploads to an account fail. */
export interface Stuck {
	readonly account: number;
	/** In milliseconds from the beginning of all. */
	readonly from: number;
	readonly until: number;
	readonly by: (typeof STUCK_BY)[number];
}

/** How long a request hangs until its end is noticed, in milliseconds. */
const HANGS_MS = 60_000;

/** The same way to the service, as far as it is not stuck. */
export function stuckBy(
	{ from, until, by }: Stuck,
	clock: Clock,
	{ send, received, ...others }: UploadTransport,
): UploadTransport {
	const isStuck = () => clock.now() >= from && clock.now() < until;
	const fail = async (signal: AbortSignal): Promise<Outcome> => {
		if (by === '503') return answer(503);
		if (by === '429 for a minute') return answer(429, {}, { 'retry-after': '60' });
		if (by === 'hanging') await clock.sleep(HANGS_MS, signal);
		return lost();
	};
	return {
		...others,
		received:
			received &&
			(async (videoId, signal) => (isStuck() ? undefined : await received(videoId, signal))),
		send: async (request, signal) => {
			if (!isStuck()) return await send(request, signal);
			for await (const piece of request.body.open(signal)) void piece;
			return await fail(signal);
		},
	};
}
