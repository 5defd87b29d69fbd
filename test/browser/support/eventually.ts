/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { isDeepStrictEqual } from 'node:util';
import { PATIENCE, poll } from '../../../scripts/lib/lab.mjs';

/**
 * Waits until the page shows what it should.
 *
 * @throws jest's comparison of what is shown and what should be, when that never happens
 */
export async function eventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
	let last: T | undefined;
	await poll(
		async () => {
			last = await read();
			return isDeepStrictEqual(last, expected) || undefined;
		},
		{ what: 'the page', timeoutMilliseconds: PATIENCE, intervalMilliseconds: 50 },
	).catch(() => undefined);
	expect(last).toEqual(expected);
}
