import { MIB } from '../../../nodes/ApiVideo/upload';
import { BlockPool } from '../../../nodes/ApiVideo/upload/blocks';
import { NEVER } from '../support/never';

describe('BlockPool', () => {
	it('hands out what was asked for, in blocks of 4 MiB', async () => {
		const { buffers } = await new BlockPool(48 * MIB).reserve(9 * MIB, NEVER);
		expect(buffers.map(({ byteLength }) => byteLength)).toEqual([4 * MIB, 4 * MIB, 4 * MIB]);
	});

	it('allows a frame half of the memory, and 8 MiB at the least', () => {
		expect(new BlockPool(48 * MIB).frameMaxBytes).toBe(24 * MIB);
		expect(new BlockPool(1).frameMaxBytes).toBe(8 * MIB);
	});

	it('uses its blocks over and over', async () => {
		const pool = new BlockPool(16 * MIB);
		const seen = new Set<Uint8Array>();
		for (let turn = 0; turn < 10; turn++) {
			const blocks = await pool.reserve(8 * MIB, NEVER);
			for (const buffer of blocks.buffers) seen.add(buffer);
			blocks.release();
		}
		expect(seen.size).toBe(2);
	});

	it('serves in the order of asking, so that a large frame is not passed over for ever', async () => {
		const pool = new BlockPool(16 * MIB);
		const first = await pool.reserve(8 * MIB, NEVER);
		const order: string[] = [];
		const large = pool.reserve(12 * MIB, NEVER).then((blocks) => {
			order.push('large');
			blocks.release();
		});
		const small = pool.reserve(4 * MIB, NEVER).then(() => order.push('small'));
		await Promise.resolve();
		expect(order).toEqual([]);
		first.release();
		await Promise.all([large, small]);
		expect(order).toEqual(['large', 'small']);
	});
});
