import type { FileBehaviour } from './behaviour';

/** What decides how a fault that was drawn looks. */
export interface Drawing {
	/** 0..1, the next one from the seed. */
	random: () => number;
	/** Bytes of the file that the request asks for. */
	length: number;
	file: FileBehaviour;
	/** Path and query of the request. */
	address: string;
}

type Draw = (drawing: Drawing) => Partial<FileBehaviour>;

/** A whole number from `least` to `most`. */
const whole = ({ random }: Drawing, least: number, most: number): number =>
	least + Math.floor(random() * (most - least + 1));

const sizeOf = ({ bytes, size = 0 }: FileBehaviour): number => bytes?.length ?? size;

/** Bytes of the body after which something happens, before its end. */
const somewhere = (drawing: Drawing): number => whole(drawing, 0, Math.max(0, drawing.length - 1));

const pick = <T>({ random }: Drawing, choices: readonly T[]): T =>
	choices[Math.floor(random() * choices.length)];

/** Whoever asks again, or reads on where it broke, gets the file all the same. */
const PASSING = {
	'cut-fin': (drawing) => ({ cut: { by: 'fin', afterBytes: somewhere(drawing) } }),
	'cut-rst': (drawing) => ({ cut: { by: 'rst', afterBytes: somewhere(drawing) } }),
	'no-answer': (drawing) => ({ cut: { by: pick(drawing, ['fin', 'rst']) } }),
	stall: (drawing) => ({ stall: { afterBytes: somewhere(drawing) } }),
	'stall-before': () => ({ stall: {} }),
	// A second more than at full speed, whatever the length.
	drip: (drawing) => {
		const afterBytes = somewhere(drawing);
		return { drip: { afterBytes, bytesPerSecond: Math.max(1, drawing.length - afterBytes) } };
	},
	'slow-drip': (drawing) => ({ drip: { afterBytes: somewhere(drawing), bytesPerSecond: 5 } }),
	'huge-headers': () => ({ padding: 64 * 1024 }),
	latency: (drawing) => ({ latency: whole(drawing, 10, 500) }),
	busy: (drawing) => ({
		busy: { status: pick(drawing, [429, 503]), retryAfter: whole(drawing, 0, 2), above: 0 },
	}),
	'server-fault': (drawing) => ({
		instead: { page: 'text', status: pick(drawing, [500, 502, 504]), type: 'text/html' },
	}),
	// As of a link that has expired, or of an access token that has run out.
	refused: (drawing) => ({ instead: { page: 'text', status: pick(drawing, [401, 403, 410]) } }),
	// To the same address, which the next request gets.
	redirect: (drawing) => ({
		instead: {
			page: 'text',
			status: pick(drawing, [301, 302, 303, 307, 308]),
			headers: { location: drawing.address },
		},
	}),
} satisfies Record<string, Draw>;

/** Answers that are not to be believed. The next one may be right again. */
const LYING = {
	shifted: (drawing) => {
		const by = whole(drawing, 1, 65_536) * pick(drawing, [-1, 1]);
		return { lie: { kind: 'shifted', by } };
	},
	'other-total': (drawing) => {
		const other = sizeOf(drawing.file) + whole(drawing, 1, 1000);
		return { lie: { kind: 'other-total', total: pick(drawing, [other, '*' as const]) } };
	},
	'absurd-range': (drawing) => {
		const values = [`bytes 0-0/${2n ** 60n}`, 'bytes -1-0/-2', 'bytes +0-+1/+2', 'bytes 0-9/1e3'];
		return { lie: { kind: 'content-range', value: pick(drawing, values) } };
	},
	'goes-on': (drawing) => ({ length: 'chunked', goesOn: whole(drawing, 1, 65_536) }),
	'longer-body': (drawing) => ({ lie: { kind: 'other-length', by: whole(drawing, 1, 4096) } }),
	'shorter-body': (drawing) => ({
		lie: { kind: 'other-length', by: -whole(drawing, 1, Math.min(4096, drawing.length)) },
	}),
	'range-refused': ({ file }) => ({
		instead: {
			page: 'text',
			status: 416,
			headers: { 'content-range': `bytes */${sizeOf(file)}` },
		},
	}),
	'no-content-range': () => ({ lie: { kind: 'no-content-range' } }),
	'whole-file': () => ({ lie: { kind: 'whole' } }),
	multipart: () => ({ lie: { kind: 'multipart' } }),
	gzip: () => ({ gzip: 'always' }),
	'gzip-cut': () => ({ gzip: 'cut' }),
	'gzip-bomb': () => ({ gzip: 'bomb' }),
	'login-page': () => ({ instead: { page: 'login' } }),
	'virus-scan-page': () => ({ instead: { page: 'virus-scan' } }),
	json: () => ({ instead: { page: 'json' } }),
	'empty-body': () => ({ instead: { page: 'empty' } }),
	'other-tag': (drawing) => ({ etag: `"other-${whole(drawing, 1, 1e6)}"` }),
	'weak-tag': () => ({ etag: 'weak' }),
	'no-tag': () => ({ etag: 'none' }),
	'no-type': () => ({ type: null }),
	'no-length': (drawing) => ({ length: pick(drawing, ['chunked', 'close']) }),
	'no-ranges': (drawing) => ({ ranges: pick(drawing, ['none', 'unmentioned']) }),
	'head-refused': () => ({ head: 'refused' }),
} satisfies Record<string, Draw>;

/** The file itself changes, for this request and all that follow. */
const LASTING = {
	'tag-changes': (drawing) => ({ etag: `"changed-${whole(drawing, 1, 1e6)}"` }),
	'date-changes': ({ file: { lastModified } }) => ({
		lastModified: new Date((lastModified?.getTime() ?? 0) + 60_000),
	}),
	'content-changes': ({ file: { bytes, seed = 1 } }) =>
		bytes ? { bytes: Buffer.from(bytes.map((byte) => byte ^ 1)) } : { seed: seed + 1 },
	'size-changes': ({ file: { bytes, size = 0 } }) =>
		bytes ? { bytes: Buffer.concat([bytes, Buffer.from([0])]) } : { size: size + 1 },
} satisfies Record<string, Draw>;

export type FaultKind = keyof typeof PASSING | keyof typeof LYING | keyof typeof LASTING;

/** What each kind does to a file. */
export const FAULTS: Readonly<Record<FaultKind, Draw>> = { ...PASSING, ...LYING, ...LASTING };

const kindsOf = <Kind extends FaultKind>(faults: Record<Kind, Draw>) =>
	Object.keys(faults) as Kind[];

/** Whoever asks again, or reads on where it broke, gets the file all the same. */
export const PASSING_FAULTS: readonly FaultKind[] = kindsOf(PASSING);
/** Answers that are not what was asked for, or that say something else of the file. */
export const LYING_FAULTS: readonly FaultKind[] = kindsOf(LYING);
/** The file changes, for this request and all that follow. */
export const LASTING_FAULTS: readonly FaultKind[] = kindsOf(LASTING);
