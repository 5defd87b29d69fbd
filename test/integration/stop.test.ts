import './support/smallChunks';
import type { INodeParameters } from 'n8n-workflow';
import type { NodeResult } from './harness';
import { until } from './harness/until';
import { byId, createToken, inWorld, upload, useEmulator, type World } from './support/apiVideo';
import { MockTime } from './support/clock';
import { untrueOfMessage } from './support/claims';
import { fileOf, MIB } from './support/files';
import { videosIn } from './support/truth';

const shared = useEmulator();
const file = fileOf(16 * MIB + 3);
const items = [{ file: file.path }];

/**
 * Runs an upload and stops it in the middle of its second chunk, when the first one has arrived. n8n ends a
 * workflow whose time is up in the same way as one that somebody stops.
 */
async function stopInTheMiddle(world: World, parameters: INodeParameters): Promise<NodeResult> {
	const { faults, requests } = world.emulator;
	const secondChunk = { contentRange: '^bytes 5242880-' };
	faults.add({ kind: 'stall', afterBytes: MIB, path: '/(source|upload)$', ...secondChunk });
	const stop = new AbortController();
	const running = upload(world, { items, signal: stop.signal }, parameters);
	await until(() => {
		const [first, second] = requests.uploads;
		return first?.status === 201 && second?.bytes > 0;
	}, 'a chunk, and a part of the next one');
	stop.abort();
	return await running;
}

/**
 * What was asked and done after the last part of the file, and the status answered. How often the status is
 * asked depends on how much of the file the connection had taken.
 */
function afterwards({ emulator }: World): string[] {
	const { entries, uploads } = emulator.requests;
	const done = entries
		.slice(entries.indexOf(uploads.at(-1)!) + 1)
		.map(({ method, path, status }) => `${method} ${path.replace(/\bvi\w{9,}/, 'ID')} ${status}`);
	return done.filter((one, index) => one !== done[index - 1]);
}

async function untrue(world: World, result: NodeResult): Promise<string[]> {
	const { emulator } = world;
	const requests = emulator.requests.entries.slice();
	emulator.faults.clear();
	const resume = async (resumeVideoId: string) =>
		await upload(world, { items }, { options: { resumeVideoId } });
	return await untrueOfMessage({ emulator, result, file, requests, resume });
}

describe('an upload that is stopped in the middle of a chunk', () => {
	const ways: Array<[string, () => Promise<INodeParameters>]> = [
		['API key', async () => ({})],
		[
			'delegated token',
			async () => ({ uploadWith: 'delegatedToken', uploadToken: byId(await createToken(shared)) }),
		],
	];

	it.each(ways)(
		'leaves no video with If Upload Stops = Delete, and says so (%s)',
		async (_, way) => {
			const options = { parallelUploads: 1, ifStopped: 'delete' };
			const result = await stopInTheMiddle(shared, { ...(await way()), options });
			expect(result.status).toBe('canceled');
			expect(result.error?.message).toContain("The execution was canceled while 'film-");
			expect(result.error?.description).toMatch(/ The unfinished video vi\w+ was deleted\.$/);
			expect(afterwards(shared)).toEqual(['GET /videos/ID/status 200', 'DELETE /videos/ID 204']);
			expect(await videosIn(shared.emulator)).toEqual([]);
		},
	);

	it.each(ways)('says with Keep what has arrived where, and how to go on (%s)', async (_, way) => {
		const options = { parallelUploads: 1 };
		const result = await stopInTheMiddle(shared, { ...(await way()), options });
		expect(result.status).toBe('canceled');
		expect(result.error?.description).toMatch(
			/ 5 of 17 MiB had arrived in the video (vi\w+)\. Upload again with Resume Video set to \1 to send the rest\.$/,
		);
		const logged = result.logs.map(({ message }) => message);
		expect(logged).toContainEqual(expect.stringContaining(String(result.error?.description)));
		expect(afterwards(shared)).toEqual([]);
		expect(await untrue(shared, result)).toEqual([]);
	});

	it('keeps what an Idempotency Key stands for, whatever If Upload Stops says', async () => {
		const options = { parallelUploads: 1, ifStopped: 'delete', idempotencyKey: 'drive-1' };
		const result = await stopInTheMiddle(shared, { options });
		expect(result.status).toBe('canceled');
		expect(result.error?.description).toMatch(
			/ 5 of 17 MiB had arrived in the video vi\w+\. Run the step again with the same key in Only Once to send the rest\.$/,
		);
		expect(afterwards(shared)).toEqual([]);
		expect(await untrue(shared, result)).toEqual([]);
	});

	// Without a bound each try would last a minute, and there are five.
	it('ends within seconds when the service does not answer to what is asked and done then', async () => {
		const stalled = ['GET', 'DELETE'].map(async (method) => {
			await inWorld(new MockTime(1), async (world) => {
				world.emulator.faults.add({ kind: 'stall', method, path: '^/videos/vi\\w+(/status)?$' });
				const options = { parallelUploads: 1, ifStopped: 'delete' };
				const result = await stopInTheMiddle(world, { options });
				expect(result.status).toBe('canceled');
				expect(result.error?.description).toMatch(/ 5 of 17 MiB had arrived in the video vi/);
				expect(await untrue(world, result)).toEqual([]);
			});
		});
		await Promise.all(stalled);
	});
});
