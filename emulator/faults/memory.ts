import type { FastifyRequest } from 'fastify';
import type { State } from '../state';
import { forgetRange } from '../upload/ranges';
import type { Fault } from './fault';

/** How many milliseconds ago it is for this request. */
export function lagOf(faults: readonly Fault[]): number {
	return Math.max(0, ...faults.map((fault) => (fault.kind === 'lag' ? fault.milliseconds : 0)));
}

/** How many seconds the service takes to fetch what this request names as a source: for ever, perhaps. */
export function fetchSecondsOf(faults: readonly Fault[]): number {
	const slow = faults.map((fault) =>
		fault.kind === 'slow-import' ? (fault.seconds ?? Infinity) : 0,
	);
	return Math.max(0, ...slow);
}

/** Loses one range of the video that the request is about, if one may be lost. */
export function forgetOne(
	request: FastifyRequest,
	state: State,
	which: 'newest' | 'oldest' = 'newest',
): void {
	const { videoId } = request.params as { videoId?: string };
	const named = videoId ?? request.entry?.fields.find(({ name }) => name === 'videoId')?.value;
	const ranges = state.videos.get(named ?? '')?.received.ranges ?? [];
	const range = ranges.at(which === 'newest' ? -1 : 0);
	if (named !== undefined && range) forgetRange(state, named, range);
}

/** The answer of `/status` with another word; undefined: it is no such answer. */
export function withIngestStatus(
	payload: unknown,
	{ word, encoded = false }: Extract<Fault, { kind: 'ingest-status' }>,
): object | undefined {
	if (!isStatus(payload)) return undefined;
	const encoding = encoded ? {} : { playable: false, qualities: [] };
	return {
		ingest: { ...payload.ingest, status: word },
		encoding: { ...payload.encoding, ...encoding },
	};
}

function isStatus(payload: unknown): payload is { ingest: object; encoding: object } {
	return typeof payload === 'object' && payload !== null && 'ingest' in payload;
}
