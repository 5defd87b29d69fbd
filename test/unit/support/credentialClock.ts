import type { Lines } from '../../../nodes/ApiVideo/upload';

/** How long signing in wanted to wait, each time, in milliseconds; empty before each test. */
export const mockWaits: number[] = [];

let mockLines: Lines;

/**
 * The credential knows nothing of an execution, so it signs in on the lines of the process. Here each test is
 * a process of its own, whose waits take no time and are written down. Whoever imports this must do so before
 * the credential.
 */
jest.mock('../../../nodes/ApiVideo/n8n/lines', () => ({
	get processLines() {
		return mockLines;
	},
}));

beforeEach(async () => {
	const upload = await import('../../../nodes/ApiVideo/upload');
	mockWaits.length = 0;
	let time = 0;
	mockLines = new upload.Lines(() => ({
		now: () => time,
		date: () => time,
		random: () => 1,
		sleep: async (milliseconds, signal) => {
			mockWaits.push(milliseconds);
			const until = time + milliseconds;
			await new Promise(setImmediate);
			if (signal.aborted) throw new Error('aborted');
			time = Math.max(time, until);
		},
	}));
});
