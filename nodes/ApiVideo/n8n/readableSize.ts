const UNITS = ['kB', 'MB', 'GB'];

/**
 * @param bytes from 0
 * @returns the size as people and n8n write it, in steps of 1000: 812 B, 8.1 kB, 1.5 GB
 */
export function readableSize(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	let size = bytes / 1000;
	let unit = 0;
	// 999.95 would be written as 1000.0.
	while (size >= 999.95 && unit < UNITS.length - 1) {
		size /= 1000;
		unit++;
	}
	return `${size.toFixed(1).replace(/\.0$/, '')} ${UNITS[unit]}`;
}
