import { isDeepStrictEqual } from 'node:util';
import { poll } from '../../../scripts/lib/lab';
import { PATIENCE } from './openEditor';

/**
 * Waits until the page shows what it should. What cannot be read at one moment, such as a list that is there
 * twice while it slides, is read again.
 *
 * @throws jest's comparison of what is shown and what should be, when that never happens; what the last reading
 *   has thrown
 */
export async function eventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
	const seen: { last?: PromiseSettledResult<T> } = {};
	await poll(
		async () => {
			const [last] = await Promise.allSettled([read()]);
			seen.last = last;
			return (last.status === 'fulfilled' && isDeepStrictEqual(last.value, expected)) || undefined;
		},
		{ what: 'the page', timeoutMilliseconds: PATIENCE, intervalMilliseconds: 50 },
	).catch(() => undefined);
	if (seen.last?.status === 'rejected') throw seen.last.reason;
	expect(seen.last?.value).toEqual(expected);
}
