/**
 * The engine's limits with a MiB of 64 bytes: all proportions stay, and thousands of files above "200 MiB" take
 * seconds.
 *
 * @param real the module `limits`
 */
export function scaledLimits(real: Record<string, number>): Record<string, number> {
	// What is shorter than a MiB is no number of bytes.
	const scaled = Object.entries(real).map(([name, value]) => [
		name,
		value >= real.MIB ? value / 16_384 : value,
	]);
	return Object.fromEntries(scaled) as Record<string, number>;
}
