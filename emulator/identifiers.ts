import { randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `prefix` and 22 letters or digits, the shape of api.video's identifiers (`vi4blUQJFrYWbaG44NChkH27`). */
export function identifier(prefix: 'vi' | 'to' | 'pl'): string {
	return prefix + randomText(22);
}

/** Random letters and digits, `length` of them. */
export function randomText(length: number): string {
	return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
