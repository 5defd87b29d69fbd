import { contentRange } from '../../../nodes/ApiVideo/upload';
import { covers } from '../../../nodes/ApiVideo/upload/range';

describe('contentRange', () => {
	it('is inclusive', () => {
		expect(contentRange({ from: 0, to: 99, total: 200 })).toBe('bytes 0-99/200');
	});
});

describe('covers', () => {
	const wanted = { from: 10, to: 19, total: 100 };

	it.each([
		[[{ from: 10, to: 19 }], true],
		[[{ from: 0, to: 99 }], true],
		[[{ from: 15, to: 30 }, { from: 0, to: 14 }], true],
		[[{ from: 10, to: 18 }], false],
		[[{ from: 11, to: 19 }], false],
		[[{ from: 0, to: 14 }, { from: 16, to: 30 }], false],
		[[], false],
	])('%j holds bytes 10 to 19: %p', (received, expected) => {
		expect(covers(received, wanted)).toBe(expected);
	});
});
