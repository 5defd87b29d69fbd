import './support/smallChunks';
import type { INodeParameters } from 'n8n-workflow';
import { byId, createToken, operate, upload, useEmulator } from './support/apiVideo';
import { fileOf, MIB } from './support/files';
import { videosIn } from './support/truth';

const world = useEmulator();
const SIZES = [
	['one request', 1000],
	['chunks', 16 * MIB + 3],
] as const;

/** Uploads with a token that the service does not know any more. */
async function withDeadToken(size: number, options: INodeParameters) {
	const token = await createToken(world);
	await operate(world, 'delegatedToken', 'delete', { uploadToken: byId(token) });
	const parameters = { uploadWith: 'delegatedToken', uploadToken: byId(token), options };
	return await upload(world, { items: [{ file: fileOf(size).path }] }, parameters);
}

describe.each(SIZES)('a token that is refused before anything has arrived (%s)', (_way, size) => {
	it.each(['keep', 'delete'])(
		'leaves no video, and the message does not advise to resume (%s)',
		async (ifStopped) => {
			const { error } = await withDeadToken(size, { ifStopped });
			expect(error?.message).toMatch(/^The delegated token is not valid: .*\[item 0\]$/);
			expect(error?.description).toMatch(
				/^Create a new one.* Nothing had arrived, so the empty video vi\w+ was deleted\.$/,
			);
			expect(error?.description).not.toMatch(/Resume|Upload again/i);
			expect(await videosIn(world.emulator)).toEqual([]);
		},
	);

	it('leaves the video of an Idempotency Key, with which the next run goes on', async () => {
		const { error } = await withDeadToken(size, { idempotencyKey: 'drive-1', ifStopped: 'delete' });
		const [videoId] = await videosIn(world.emulator);
		expect(error?.description).toMatch(
			new RegExp(
				`The empty video ${videoId} stays: the next run with this key in Only Once uploads into it\\.$`,
			),
		);
		expect(error?.description).not.toContain('Resume Video');
		const token = await createToken(world);
		const options = { idempotencyKey: 'drive-1' };
		const parameters = { uploadWith: 'delegatedToken', uploadToken: byId(token), options };
		const next = await upload(world, { items: [{ file: fileOf(size).path }] }, parameters);
		expect(next.error?.message).toBeUndefined();
		expect(next.items[0].json.videoId).toBe(videoId);
	});
});
