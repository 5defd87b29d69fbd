import '../support/quickReads';
import { LASTING_FAULTS, LYING_FAULTS, PASSING_FAULTS, type FaultKind } from '../../../fileServer';
import { Unreadable } from '../../../nodes/ApiVideo/n8n/unreadable';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { NEVER } from '../../unit/support/never';
import { digest, readByRanges, useFileServer, withSource } from '../support/webFile';

const world = useFileServer();
const SIZE = 2 * MIB + 4321;
const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);

/** These take real time, and are tests of their own. */
const LENGTHY = new Set<FaultKind>(['latency', 'drip', 'stall-before']);

/** Reads a file while faults fall upon a share of the requests. */
async function readThrough(seed: number, rate: number, kinds: readonly FaultKind[]) {
	const { server } = world;
	const file = server.file('/film.mp4', { size: SIZE, seed, etag: seed % 2 ? 'strong' : 'weak' });
	const sha256 = await file.sha256();
	const end = await withSource(`${server.url}/film.mp4`, async (source) => {
		server.faults = { seed, rate, kinds };
		const read = async () =>
			seed % 3 === 0
				? await digest(source, source.open(0, NEVER))
				: await readByRanges(source, MIB / 4);
		return await read().catch((reason: unknown) => reason);
	});
	return { end, sha256 };
}

describe('a file that is read while the file server has faults', () => {
	it.each(SEEDS)('arrives byte for byte where they pass: %d', async (seed) => {
		const kinds = PASSING_FAULTS.filter((kind) => !LENGTHY.has(kind) && kind !== 'refused');
		const { end, sha256 } = await readThrough(seed, 0.3, kinds);
		expect(end).toBe(sha256);
	});

	it.each(SEEDS)('arrives byte for byte, or not at all, whatever it answers: %d', async (seed) => {
		const kinds = [...PASSING_FAULTS, ...LYING_FAULTS, ...LASTING_FAULTS];
		const { end, sha256 } = await readThrough(
			seed,
			0.15,
			kinds.filter((kind) => !LENGTHY.has(kind)),
		);
		if (!(end instanceof Unreadable)) expect(end).toBe(sha256);
	});
});
