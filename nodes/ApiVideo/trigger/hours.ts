import { createHash } from 'node:crypto';
import { isRecord } from '../upload';

/**
 * What is remembered, by the hour (counted since 1970) in which it was met last: shortened names, one after
 * the other. n8n reads and stores all of it for each delivery, so it is kept small: 8 bytes for each name.
 */
export type Hours = Readonly<Record<string, string>>;

/** How long something is remembered at least, in hours, whatever else comes. */
export const REMEMBERED_HOURS = 72;

/** How many names are remembered at most. Beyond that the ones that were met first are forgotten early. */
export const REMEMBERED_MOST = 20_000;

/** Characters of 6 bits: among 20,000 names a new one looks like another in one of 10 billion cases. */
const LENGTH = 8;

const HOUR_MS = 3_600_000;

/** @returns the short form in which a name is remembered */
export function shortened(name: string | Uint8Array): string {
	return createHash('sha256').update(name).digest('base64url').slice(0, LENGTH);
}

/** @returns what can be read of something that n8n has stored */
export function readHours(stored: unknown): Hours {
	if (!isRecord(stored)) return {};
	const entries = Object.entries(stored).filter(
		([hour, names]) =>
			/^\d+$/.test(hour) && typeof names === 'string' && names.length % LENGTH === 0,
	);
	return Object.fromEntries(entries) as Hours;
}

/** @param name {@link shortened} */
export function holds(hours: Hours, name: string): boolean {
	return Object.values(hours).some((names) => placeOf(name, names) >= 0);
}

/**
 * @param name {@link shortened}
 * @param time at which it was met, in milliseconds since 1970
 * @returns the same with the name; an earlier time counts no more, a later one stays
 */
export function withName(hours: Hours, name: string, time: number): Hours {
	const hour = hourOf(time);
	const others: Record<string, string> = {};
	for (const [key, names] of Object.entries(hours)) {
		const place = placeOf(name, names);
		if (place >= 0 && Number(key) >= hour) return hours;
		const left = place < 0 ? names : names.slice(0, place) + names.slice(place + LENGTH);
		if (left !== '') others[key] = left;
	}
	return { ...others, [hour]: (others[hour] ?? '') + name };
}

/**
 * @param now in milliseconds since 1970
 * @returns what either of them remembers, without what is too old or too much
 */
export function together(one: Hours, other: Hours, now: number): Hours {
	const both: Record<string, string> = { ...one };
	for (const [hour, names] of Object.entries(other)) {
		both[hour] = hour in both ? union(both[hour], names) : names;
	}
	const oldest = hourOf(now) - REMEMBERED_HOURS;
	const kept = Object.entries(both).filter(([hour]) => Number(hour) >= oldest);
	return Object.fromEntries(bounded(kept.sort(([a], [b]) => Number(a) - Number(b))));
}

/** @param entries oldest first */
function bounded(entries: Array<[string, string]>): Array<[string, string]> {
	const all = entries.reduce((sum, [, names]) => sum + names.length, 0);
	let surplus = all - REMEMBERED_MOST * LENGTH;
	return entries.flatMap(([hour, names]) => {
		const left = names.slice(Math.max(0, surplus));
		surplus -= names.length;
		return left === '' ? [] : [[hour, left]];
	});
}

function union(one: string, other: string): string {
	if (one === other) return one;
	return [...new Set([...listed(one), ...listed(other)])].join('');
}

function listed(names: string): string[] {
	return names.match(new RegExp(`.{${LENGTH}}`, 'g')) ?? [];
}

/** @returns where a name begins, -1 where it is not */
function placeOf(name: string, names: string): number {
	let place = names.indexOf(name);
	// It may begin in the middle of another one.
	while (place >= 0 && place % LENGTH !== 0) place = names.indexOf(name, place + 1);
	return place;
}

function hourOf(time: number): number {
	return Math.floor(time / HOUR_MS);
}
