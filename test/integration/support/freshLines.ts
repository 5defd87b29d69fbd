import type { createClock as CreateClock } from '../../../nodes/ApiVideo/n8n/clock';
import type { Lines as AllLines } from '../../../nodes/ApiVideo/upload';

/**
 * For each test a process of its own: what one knows of an account, such as a new access token, is not known to
 * the next. Whoever imports this must do so before the node.
 */
jest.mock('../../../nodes/ApiVideo/n8n/lines', () => {
	const { Lines } = jest.requireActual<{ Lines: typeof AllLines }>(
		'../../../nodes/ApiVideo/upload',
	);
	const { createClock } = jest.requireMock<{ createClock: typeof CreateClock }>(
		'../../../nodes/ApiVideo/n8n/clock',
	);
	let lines = new Lines(createClock);
	beforeEach(() => (lines = new Lines(createClock)));
	return {
		get processLines() {
			return lines;
		},
	};
});

export {};
