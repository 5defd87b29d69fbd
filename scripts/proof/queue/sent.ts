import { must } from '../seen';

/**
 * Whether anything that had arrived was sent again.
 *
 * @param uploads all requests that carried parts of files; without a status: torn off before the answer, by then all of it may
 *   have arrived
 * @param bytes of all files
 * @returns what was seen
 * @throws NotOk where a request was refused, as it is for bytes that are there, or where more was taken than the files have
 */
export function nothingSentAgain(
	uploads: Array<{ bytes: number; status?: number }>,
	bytes: number,
): string {
	const sum = (some: typeof uploads) => some.reduce((total, entry) => total + entry.bytes, 0);
	const refused = uploads.filter(({ status }) => status !== undefined && status >= 300);
	must(refused.length === 0, () => `${refused.length} requests were refused`);
	const torn = uploads.filter(({ status }) => status === undefined);
	const sent = sum(uploads);
	const taken = sent - sum(torn);
	must(taken <= bytes, () => `${taken} bytes were taken, of files of ${bytes}`);
	must(sent >= bytes, () => `${sent} bytes were sent, of files of ${bytes}`);
	const more = (100 * sent) / bytes - 100;
	return `${more.toFixed(1)} % more was sent than the files have, by ${torn.length} requests that were torn off`;
}
