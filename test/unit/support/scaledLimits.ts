/**
 * The engine's limits with a smaller MiB, of 64 bytes unless said otherwise: all proportions stay, and thousands of
 * files above "200 MiB" take seconds.
 *
 * @param real the module `limits`
 * @param mebibyte bytes that a MiB is to have
 */
export function scaledLimits(real: Record<string, number>, mebibyte = 64): Record<string, number> {
	// What is shorter than a MiB is no number of bytes.
	const scaled = Object.entries(real).map(([name, value]) => [
		name,
		value >= real.MIB ? (value * mebibyte) / real.MIB : value,
	]);
	return Object.fromEntries(scaled) as Record<string, number>;
}
