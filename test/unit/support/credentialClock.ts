/** How long signing in wanted to wait, each time, in milliseconds; to be emptied before each test. */
export const mockWaits: number[] = [];

/**
 * The credential waits by the node's own clock, as n8n hands it none. Here its waits take no time and
 * are written down. Whoever imports this must do so before the credential.
 */
jest.mock('../../../nodes/ApiVideo/n8n/clock', () => ({
	createClock: () => ({
		now: () => mockWaits.reduce((sum, wait) => sum + wait, 0),
		date: () => 0,
		random: () => 0.5,
		sleep: async (milliseconds: number) => void mockWaits.push(milliseconds),
	}),
}));
