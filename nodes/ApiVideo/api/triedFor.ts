/** Milliseconds. What was tried for less is told as it is. */
const WORTH_TELLING_MS = 1000;

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/**
 * @param milliseconds for which a request was tried again and again
 * @param tries how often it was sent, where that is known
 * @returns what to add to a message; empty where there is nothing to tell
 */
export function triedFor(milliseconds: number, tries = 0): string {
	const often = tries > 1 ? `${tries} times` : '';
	if (milliseconds < WORTH_TELLING_MS) return often && ` (tried ${often})`;
	const [unit, name] = milliseconds < 2 * MINUTE_MS ? [SECOND_MS, 'second'] : [MINUTE_MS, 'minute'];
	const count = Math.round(milliseconds / unit);
	const long = `${count} ${name}${count === 1 ? '' : 's'}`;
	return often ? ` (tried ${often} in ${long})` : ` (tried for ${long})`;
}
