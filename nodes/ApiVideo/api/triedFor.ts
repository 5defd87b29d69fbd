/** Milliseconds. What was tried for less is told as it is. */
const WORTH_TELLING_MS = 1000;

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/**
 * @param milliseconds for which a request was tried again and again
 * @param tries how often it was sent, where that is known
 * @param othersMs for which others had been tried in vain, where it was given up because of that, in milliseconds
 * @returns what to add to a message; empty where there is nothing to tell
 */
export function triedFor(milliseconds: number, tries = 0, othersMs = 0): string {
	const own = triedItself(milliseconds, tries);
	const others = othersMs > 0 ? `other requests in vain for ${long(othersMs)}` : '';
	const told = [own, others].filter(Boolean).join(', ');
	return told && ` (tried ${told})`;
}

function triedItself(milliseconds: number, tries: number): string {
	const often = tries > 1 ? `${tries} times` : '';
	if (milliseconds < WORTH_TELLING_MS) return often;
	return often ? `${often} in ${long(milliseconds)}` : `for ${long(milliseconds)}`;
}

function long(milliseconds: number): string {
	const [unit, name] = milliseconds < 2 * MINUTE_MS ? [SECOND_MS, 'second'] : [MINUTE_MS, 'minute'];
	const count = Math.round(milliseconds / unit);
	return `${count} ${name}${count === 1 ? '' : 's'}`;
}
