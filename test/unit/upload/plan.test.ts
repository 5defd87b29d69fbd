import { MIB, SINGLE_REQUEST_MAX_BYTES, VIDEO_MAX_BYTES } from '../../../nodes/ApiVideo/upload';
import { plan } from '../../../nodes/ApiVideo/upload/plan';

describe('plan', () => {
	it('sends up to and including 209,715,200 bytes in one request', () => {
		expect(SINGLE_REQUEST_MAX_BYTES).toBe(209_715_200);
		expect(plan(1)).toEqual({ kind: 'single' });
		expect(plan(209_715_200)).toEqual({ kind: 'single' });
	});

	it('sends one byte more in chunks', () => {
		expect(plan(209_715_201, 5 * MIB)).toEqual({ kind: 'chunked', chunkBytes: 5 * MIB, chunks: 41 });
	});

	it('stays within 10,000 chunks for the largest video with the smallest chunk', () => {
		const route = plan(VIDEO_MAX_BYTES, 5 * MIB);
		expect(route).toMatchObject({ kind: 'chunked', chunkBytes: 5 * MIB, chunks: 6144 });
		const beyond = plan(100 * 1024 * MIB, 5 * MIB);
		expect(beyond.kind === 'chunked' && beyond.chunks).toBeLessThanOrEqual(10_000);
	});

	it.each([5 * MIB - 1, 128 * MIB + 1])('refuses chunks of %d bytes', (chunkBytes) => {
		expect(() => plan(1, chunkBytes)).toThrow('A chunk must be between 5 MiB and 128 MiB');
	});
});
