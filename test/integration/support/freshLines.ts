import * as mockClock from '../../../nodes/ApiVideo/n8n/clock';
import type { Lines as AllLines } from '../../../nodes/ApiVideo/upload';

/**
 * For each test a process of its own: what one knows of an account, such as a new access token or how fast its line
 * is, is not known to the next. Whoever imports this must do so before the node.
 */
jest.mock('../../../nodes/ApiVideo/n8n/lines', () => {
	const { Lines } = jest.requireActual<{ Lines: typeof AllLines }>(
		'../../../nodes/ApiVideo/upload',
	);
	const fresh = () => new Lines(() => mockClock.createClock());
	let lines = fresh();
	beforeEach(() => (lines = fresh()));
	return {
		get processLines() {
			return lines;
		},
	};
});

export {};
