import { freePorts } from '../../../scripts/lib/lab';

/** The lowest port that a system hands out by itself, which is Linux's. */
const HANDED_OUT = 32_768;

it('no connection that is opened in between takes a port before somebody listens on it', async () => {
	const ports = await freePorts(50);

	expect(new Set(ports).size).toBe(50);
	expect(Math.max(...ports)).toBeLessThan(HANDED_OUT);
	expect(Math.min(...ports)).toBeGreaterThan(1024);
});
