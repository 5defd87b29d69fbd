import type { Fault } from '../../emulator';
import {
	createToken,
	inWorld,
	received,
	upload,
	uploadWithToken,
	type World,
} from './support/apiVideo';
import { MockTime, mockWaits } from './support/clock';
import { fileOf, MIB } from './support/files';

/** Each time somebody looks at the clock of the node's computer it is years ahead or behind, in turn. */
class JumpingTime extends MockTime {
	private looks = 0;
	override readonly shownDate = (): number =>
		this.date() + (this.looks++ % 2 === 0 ? 10 : -10) * 365 * 86_400_000;
}

const { path: file, size, sha256 } = fileOf(12 * MIB);

const FAULTS: Fault[] = [
	{ kind: 'status', status: 503, path: '/source$|^/upload$', nth: 2 },
	{ kind: 'reset', path: '/source$|^/upload$', nth: 3 },
	{ kind: 'status', status: 503, path: '^/auth', nth: 1 },
];

// How long something takes goes by a clock that nobody can set: waits, the windows of the rate limit, tokens, patience.
test.each(['key', 'token'])(
	'an upload with the %s waits as long as it has to while the clock of the computer jumps',
	async (by) => {
		const rateLimits = { uploads: 4, writes: 40, reads: 40 };
		const run = async (world: World) => {
			const token = await createToken(world);
			for (const fault of FAULTS) world.emulator.faults.add(fault);
			mockWaits.length = 0;
			const items = [{ file }, { file }];
			const options = { options: { chunkSize: 5, parallelUploads: 1 } };
			const result =
				by === 'key'
					? await upload(world, { items }, options)
					: await uploadWithToken(world, token, { items }, options);
			expect(result.error).toBeUndefined();
			for (const index of [0, 1]) {
				expect(await received(world, result, index)).toEqual({ size, sha256 });
			}
			const statuses = world.emulator.requests.uploads.map(({ status }) => status);
			// Of 6 chunks, and two that are sent again, 4 a minute.
			expect(statuses.length).toBeGreaterThanOrEqual(8);
			expect(statuses).not.toContain(429);
			expect(Math.max(...mockWaits)).toBeLessThan(70_000);
		};
		await inWorld(new JumpingTime(), run, { rateLimits });
	},
);
