import { isRecord, missing, type Received, type ByteRange } from '../upload';

/**
 * Words for a file of which all has arrived. The guide of the status has further words, of which nobody
 * knows what they promise: with them the ranges tell.
 */
const COMPLETE = new Set(['uploaded', 'ingested']);

/**
 * Source: `GET /videos/{videoId}/status`.
 *
 * @returns what a status answer says about the bytes received; undefined when it does not say
 */
export function readStatus(status: Record<string, unknown> | undefined): Received | undefined {
	const ingest = status?.ingest;
	if (!isRecord(ingest)) return undefined;
	const entries = Array.isArray(ingest.receivedBytes) ? ingest.receivedBytes.filter(isRecord) : [];
	const total = numberIn(entries[0]?.total ?? ingest.filesize);
	const receivedParts = isRecord(ingest.receivedParts) ? ingest.receivedParts : {};
	const parts = Array.isArray(receivedParts.parts)
		? receivedParts.parts.map(numberIn).filter(Number.isSafeInteger)
		: [];
	// How many there are is known once one has told, in an upload of unknown length the last one. No range tells then.
	const totalParts = numberIn(receivedParts.total);
	const allParts = totalParts > 0 && new Set(parts).size >= totalParts;
	return {
		complete: allParts || COMPLETE.has(String(ingest.status)),
		ingesting: ingest.status === 'ingesting',
		parts,
		totalBytes: total > 0 ? total : undefined,
		ranges: entries.map(toRange).filter(isRange),
	};
}

/** @returns whether something of a file has arrived, though perhaps not all */
export function isBegun({ complete, ranges, parts = [] }: Received): boolean {
	return complete || ranges.length > 0 || parts.length > 0;
}

/**
 * @returns what a status answer says of a file as a whole: `unfinished` also where it says nothing of a file.
 *   A word that is not known says neither.
 */
export function stateOfFile(
	status: Record<string, unknown>,
): 'unfinished' | 'complete' | 'unknown' {
	const received = readStatus(status);
	if (received === undefined) return 'unfinished';
	const { complete, ranges, totalBytes } = received;
	const all = totalBytes !== undefined && missing(ranges, totalBytes).length === 0;
	if (complete || all) return 'complete';
	const { status: word = 'uploading' } = status.ingest as Record<string, unknown>;
	return word === 'uploading' ? 'unfinished' : 'unknown';
}

function toRange({ from, to }: Record<string, unknown>): ByteRange {
	return { from: numberIn(from), to: numberIn(to) };
}

/** @returns NaN for what is no number, such as null, of which JavaScript makes 0 */
function numberIn(value: unknown): number {
	return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
		? Number(value)
		: NaN;
}

/** A range that cannot be read would count as anything. */
function isRange({ from, to }: ByteRange): boolean {
	return Number.isSafeInteger(from) && Number.isSafeInteger(to) && 0 <= from && from <= to;
}
