import type { Emulator, Fault, FaultEffect } from '../../../emulator';
import type { HostileEffect } from '../../../emulator/faults/fault';
import { MIB } from '../../../nodes/ApiVideo/upload';

/** Requests that carry a file, or a part of one. */
export const SOURCE = { path: '/(upload|source)$' };
const STATUS = { path: '/status$' };
const MAKE = { method: 'POST', path: '^/videos$' };
const SIGN_IN = { path: '^/auth/api-key$' };
const DELETE = { method: 'DELETE', path: '^/videos/' };
const NOT_FOUND = { status: 404, slug: 'resource-not-found' };

/** What no service answers, and who stands in its place may. */
export const HOSTILE: HostileEffect[] = [
	{ kind: 'endless-answer' },
	{ kind: 'huge-headers' },
	{ kind: 'gzip-bomb' },
	{ kind: 'drip' },
	{ kind: 'deep-json' },
	{ kind: 'other-shape', form: 'list' },
	{ kind: 'other-shape', form: 'dots' },
];

/** Something that may happen. */
export interface Chance {
	readonly fault: Fault;
	/** Other faults without which it cannot show, where it is to happen in any case. */
	readonly with?: readonly Fault[];
	/** Cannot happen with a token alone: there is no container, and nobody who is asked. */
	readonly withKey?: true;
	/** Met by who signs in, which must be the upload: making a delegated token signs in before the faults are set. */
	readonly signsIn?: true;
	/** Needs chunks that two writers can share. */
	readonly longChunks?: true;
	/** Happens in a schedule of its own, and once: at other moments it would make the service untrue. */
	readonly alone?: true;
}

const lost: Fault = { kind: 'lost-answer', ...SOURCE, nth: 1 };

const limited = (headers: Record<string, string | string[]>): FaultEffect => ({
	kind: 'status',
	status: 429,
	bare: true,
	headers,
});

export const ON_THE_FILE: FaultEffect[] = [
	{ kind: 'latency', milliseconds: 60 },
	{ kind: 'latency', milliseconds: 60, when: 'after' },
	{ kind: 'bandwidth', bytesPerSecond: 20 * MIB },
	{ kind: 'reset' },
	{ kind: 'reset', afterBytes: 3 * MIB },
	{ kind: 'lost-answer' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503, when: 'after' },
	{ kind: 'status', status: 408 },
	{ kind: 'status', status: 408, when: 'after' },
	limited({ 'x-ratelimit-retry-after': '2' }),
	limited({ 'x-ratelimit-retry-after': '0' }),
	limited({ 'retry-after': '0' }),
	limited({ 'retry-after': ['1', '1'] }),
	limited({ 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }),
	limited({}),
	{ kind: 'early-answer', status: 503, close: true },
	{ kind: 'early-answer', status: 429, headers: { 'x-ratelimit-retry-after': '2' } },
	// The smallest chunk is longer, so whatever this falls upon is refused but for a short rest.
	{ kind: 'body-limit', bytes: 4 * MIB },
	{ kind: 'body-limit', bytes: 4 * MIB, close: true },
	{ kind: 'stall' },
	{ kind: 'stall', afterBytes: 2 * MIB },
	{ kind: 'stall', when: 'after' },
	{ kind: 'garbage', form: 'html-200' },
	{ kind: 'garbage', form: 'html-502' },
	{ kind: 'garbage', form: 'cut-json' },
	{ kind: 'expire-token' },
	...HOSTILE,
];

/** A lost answer to the first request makes the node ask. */
const ON_THE_STATUS: FaultEffect[] = [
	{ kind: 'reset' },
	{ kind: 'status', status: 503 },
	{ kind: 'garbage', form: 'html-200' },
	{ kind: 'garbage', form: 'cut-json' },
	{ kind: 'lag', milliseconds: 400 },
	{ kind: 'lag', milliseconds: 3000 },
	{ kind: 'ingest-status', word: 'merging' },
	{ kind: 'ingest-status', word: 'last_chunck_uploaded' },
	{ kind: 'ingest-status', word: 'resting', encoded: true },
	{ kind: 'endless-answer' },
	{ kind: 'huge-headers' },
	{ kind: 'drip' },
	{ kind: 'other-shape', form: 'list' },
];

const WHEN_IT_IS_MADE: FaultEffect[] = [
	{ kind: 'reset' },
	{ kind: 'lost-answer' },
	{ kind: 'status', status: 503, when: 'after' },
	{ kind: 'garbage', form: 'cut-json' },
	{ kind: 'huge-headers' },
	limited({}),
];

const WHEN_SIGNING_IN: FaultEffect[] = [
	{ kind: 'reset' },
	{ kind: 'lost-answer' },
	{ kind: 'status', status: 503 },
	limited({ 'retry-after': '1' }),
	{ kind: 'garbage', form: 'cut-json' },
	{ kind: 'garbage', form: 'html-502' },
	{ kind: 'deep-json' },
];

/** Every kind of fault that the emulator has, in every form that a single upload can meet. */
export const CHANCES: Chance[] = [
	...ON_THE_FILE.map((effect) => ({ fault: { ...effect, ...SOURCE } })),
	...ON_THE_STATUS.map((effect) => ({
		fault: { ...effect, ...STATUS },
		with: [lost],
		withKey: true as const,
	})),
	...WHEN_IT_IS_MADE.map((effect) => ({ fault: { ...effect, ...MAKE }, withKey: true as const })),
	...WHEN_SIGNING_IN.map((effect) => ({
		fault: { ...effect, ...SIGN_IN },
		withKey: true as const,
		signsIn: true as const,
	})),
	{ fault: { kind: 'lag', milliseconds: 2500, ...SOURCE } },
	{ fault: { kind: 'status', ...NOT_FOUND, ...SOURCE, nth: 1 }, withKey: true, alone: true },
	{
		fault: { kind: 'other-writer', alignTo: 5 * MIB, minimumLeft: 5 * MIB, ...SOURCE },
		withKey: true,
		longChunks: true,
	},
	{
		fault: { kind: 'forget', which: 'oldest', ...STATUS, nth: 1 },
		// What the service has answered for it may not lose.
		with: [{ kind: 'lost-answer', ...SOURCE }],
		withKey: true,
		longChunks: true,
		alone: true,
	},
	{
		fault: { kind: 'reset', ...DELETE, times: 2 },
		with: [{ kind: 'status', status: 403, slug: 'authorization-suspended-account', ...SOURCE }],
		withKey: true,
	},
];

/** Which of the faults may happen in a schedule, and how often. */
export interface Chances {
	readonly seed: number;
	/** Share of the requests that something happens to. */
	readonly faultShare: number;
	/** Index of the one that happens in any case: each has its turn, so that none is missing by chance. */
	readonly first: number;
	/** Whether the upload has a token and nothing else. */
	readonly tokenAlone: boolean;
	/** Whether other requests than those that carry the file meet troubles as well. */
	readonly othersToo: boolean;
}

/** Each fault falls upon its part of the share; its own seed decides about which requests. */
export function faultsOf({ seed, faultShare, first, tokenAlone, othersToo }: Chances): Fault[] {
	const { fault, with: companions = [], alone } = CHANCES[first];
	const certain = [{ nth: 1, ...fault }, ...companions];
	if (alone) return certain;
	const possible = CHANCES.filter(
		(chance) =>
			!chance.alone &&
			!(tokenAlone && chance.withKey) &&
			(othersToo || chance.fault.path === SOURCE.path),
	);
	const drawn = possible.map((chance, index) => {
		const rivals = possible.filter(({ fault: { path } }) => path === chance.fault.path);
		const probability = faultShare / rivals.length;
		return { ...chance.fault, probability, seed: seed * 64 + index };
	});
	return [...certain, ...drawn];
}

/** @returns the indices of those that have come true */
export function chancesMet({ faults }: Emulator): number[] {
	const fired = faults.list().filter((report) => report.fired > 0);
	return CHANCES.flatMap((chance, index) =>
		fired.some(({ fault }) => isSame(fault, chance.fault)) ? [index] : [],
	);
}

function isSame(one: Fault, other: Fault): boolean {
	const effect = (fault: Fault) =>
		JSON.stringify({ ...fault, nth: undefined, probability: undefined, seed: undefined });
	return effect(one) === effect(other);
}
