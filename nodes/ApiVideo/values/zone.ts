const DAY_MS = 86_400_000;

/**
 * Finds when the clocks of a time zone show a time.
 *
 * @param asUtc what they show, as if it were UTC: milliseconds since 1970
 * @param timeZone such as Europe/Paris
 * @returns milliseconds since 1970, the earlier one first: one time, none where the clocks skip it, or two
 *   where they show it twice; undefined when there is no such zone
 */
export function timesInZone(asUtc: number, timeZone: string): number[] | undefined {
	const format = formatOf(timeZone);
	if (!format) return undefined;
	// No zone changes its clocks twice within two days.
	const offsets = new Set([asUtc - DAY_MS, asUtc + DAY_MS].map((time) => offset(time, format)));
	return [...offsets]
		.filter((ahead) => offset(asUtc - ahead, format) === ahead)
		.map((ahead) => asUtc - ahead)
		.sort((a, b) => a - b);
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
	try {
		return new Intl.DateTimeFormat('en-US', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
	} catch {
		return undefined;
	}
}

/** @returns how far the zone's clocks are ahead of UTC at a time, in milliseconds */
function offset(time: number, format: Intl.DateTimeFormat): number {
	const parts = format.formatToParts(time);
	const part = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(time / 1000) * 1000;
}
