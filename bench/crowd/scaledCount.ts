/**
 * @param least as many as no window of the limit has room for: a floor of no time at all measures nothing
 * @returns how many make a crowd at a scale
 */
export function scaledCount(most: number, scale: number, least: number): number {
	return Math.max(least, Math.round(most * scale));
}
