/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run outside n8n */
import type { watchForStall as WatchForStall } from '../../../nodes/ApiVideo/n8n/stallWatch';

/** The minute after which a connection counts as dead passes in a second. */
const mockStallSpeed = 60;

/** Whoever imports this must do so before the node. */
jest.mock('../../../nodes/ApiVideo/n8n/stallWatch', () => {
	const { watchForStall } = jest.requireActual<{ watchForStall: typeof WatchForStall }>(
		'../../../nodes/ApiVideo/n8n/stallWatch',
	);
	const clock = { now: () => performance.now() * mockStallSpeed };
	// Like the real one, it must not keep a process alive.
	const look = async () => await new Promise<void>((resolve) => setTimeout(resolve, 100).unref());
	const quick: typeof WatchForStall = async (_clock, body, abort, signal) =>
		await watchForStall(clock, body, abort, signal, look);
	return { watchForStall: quick };
});
