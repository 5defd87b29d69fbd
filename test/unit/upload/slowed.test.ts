import { Lines, MIB, Party, upload, type Share } from '../../../nodes/ApiVideo/upload';
import { created, HandTransport } from '../support/handTransport';
import { memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';
import { shareOf } from '../support/shareOf';
import { VirtualClock } from '../support/virtualClock';

const RATE = 0.1 * MIB;
const file = (mib: number) => memorySource(Buffer.alloc(mib * MIB, 1));

/** A transport that counts the requests under way at the same time. */
function counting() {
	const count = { most: 0, now: 0 };
	const transport = new HandTransport('apiKey', () => created());
	const send = transport.send.bind(transport);
	transport.send = async (request) => {
		count.most = Math.max(count.most, ++count.now);
		return await send(request).finally(() => count.now--);
	};
	return { transport, count };
}

describe('an upload with a bandwidth limit', () => {
	it('lets so many bytes a second go, for all uploads of an execution together', async () => {
		const clock = new VirtualClock();
		const share = shareOf(clock, { bytesPerSecond: RATE });
		const { transport } = counting();
		const one = async () => await upload(file(1), transport, share, { videoId: 'vi1' });
		await Promise.all([one(), one(), one()]);
		// The first bytes go at once.
		expect(clock.now() / 1000).toBeGreaterThan(29);
		expect(clock.now() / 1000).toBeLessThan(31);
	});

	it('has two requests under way at most, whichever account they go to', async () => {
		const clock = new VirtualClock();
		const member = new Lines(() => clock).enter(new Party({ bytesPerSecond: RATE }));
		const { transport, count } = counting();
		const accounts = ['a', 'b', 'c', 'd'].map((name) => member.share(name));
		await Promise.all(
			accounts.map(async (share) => await upload(file(1), transport, share, { videoId: 'vi1' })),
		);
		expect(count.most).toBe(2);
	});

	it('lets a whole file of 200 MiB, or a chunk, end long before n8n would time it out', async () => {
		const clock = new VirtualClock();
		const share = shareOf(clock, { bytesPerSecond: RATE });
		const times: number[] = [];
		const transport = new HandTransport('apiKey', () => created());
		const send = transport.send.bind(transport);
		transport.send = async (request) => {
			const began = clock.now();
			const outcome = await send(request);
			times.push((clock.now() - began) / 1000 / request.body.size);
			return outcome;
		};
		await Promise.all(
			[1, 2, 3, 4].map(async () => await upload(file(5), transport, share, { videoId: 'vi1' })),
		);
		// Seconds for each byte; n8n gives up on what is slower than 32 KiB a second.
		expect(Math.max(...times)).toBeLessThan(1 / (45 * 1024));
	});
});

describe('somebody else', () => {
	/** Two executions that share an account, the first of which is slowed. */
	function both(clock = new VirtualClock()) {
		const lines = new Lines(() => clock);
		const enter = (options: object): Share => lines.enter(new Party(options)).share('account');
		return { slow: enter({ bytesPerSecond: RATE }), fast: enter({}) };
	}

	it('gets all of its memory while a slowed upload holds its own', async () => {
		const { slow, fast } = both();
		const held = await slow.memory.reserve(slow.memory.totalBytes, NEVER);
		const all = await fast.memory.reserve(fast.memory.totalBytes, NEVER);
		expect(all.buffers).toHaveLength(16);
		all.release();
		held.release();
	});

	it('has chunks as long as the line is fast, whatever a slowed upload takes', async () => {
		const lengthBeside = async (isSlowed: boolean) => {
			const clock = new VirtualClock();
			const { slow, fast } = both(clock);
			const { transport } = counting();
			if (isSlowed) await upload(file(2), transport, slow, { videoId: 'vi1' });
			await fast.lane.run(
				fast.party,
				async () => {
					clock.pass(100);
					fast.lane.pace.sent(40 * MIB);
					return created();
				},
				NEVER,
			);
			return fast.lane.pace.chunkBytes(128 * MIB);
		};
		expect(await lengthBeside(true)).toBe(await lengthBeside(false));
		expect(await lengthBeside(false)).toBeGreaterThan(8 * MIB);
	});
});
