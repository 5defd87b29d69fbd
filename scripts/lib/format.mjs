const MIB = 1024 * 1024;

/** @param {number} milliseconds */
export function seconds(milliseconds) {
	const value = milliseconds / 1000;
	return value < 10 ? `${value.toFixed(1)} s` : `${Math.round(value)} s`;
}

/** @param {number} bytes */
export function mebibytes(bytes) {
	const value = bytes / MIB;
	return value < 10 ? `${value.toFixed(1)} MiB` : `${Math.round(value)} MiB`;
}

/**
 * @param {number} bytes
 * @param {number} milliseconds
 */
export function rate(bytes, milliseconds) {
	return `${Math.round(bytes / MIB / (milliseconds / 1000))} MiB/s`;
}
