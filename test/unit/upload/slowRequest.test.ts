import {
	MIB,
	Party,
	Lines,
	upload,
	UploadStopped,
	type UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import { created, lost } from '../support/handTransport';
import { memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';
import { VirtualClock } from '../support/virtualClock';

const MINUTE = 60_000;
const PIECES = 4;

/** A line on which every piece takes its time, and which breaks right after the last piece of some tries. */
function slowLine(clock: VirtualClock, pieceMs: number, breaks: number, silentMs = 0) {
	let tries = 0;
	const transport: UploadTransport = {
		send: async ({ body }) => {
			tries++;
			for await (const piece of body.open(NEVER)) clock.pass(piece.byteLength > 0 ? pieceMs : 0);
			if (tries > breaks) return created();
			clock.pass(silentMs);
			return { kind: 'noAnswer', what: 'The connection was closed', permanent: false };
		},
	};
	return { transport, tries: () => tries };
}

async function send(clock: VirtualClock, transport: UploadTransport, hasSucceeded: boolean) {
	const party = Object.assign(new Party(), { hasSucceeded });
	const share = new Lines(() => clock).enter(party).share('account');
	return await upload(memorySource(Buffer.alloc(PIECES * MIB)), transport, share);
}

describe('a request that takes long, as its body is large and the line slow', () => {
	it.each([
		['half an hour, of an execution that was answered', 8 * MINUTE, true],
		['two minutes, and the first one of its execution', MINUTE / 2, false],
	])('is sent again when it breaks: %s', async (_case, pieceMs, hasSucceeded) => {
		const clock = new VirtualClock();
		const { transport, tries } = slowLine(clock, pieceMs, 2);
		await send(clock, transport, hasSucceeded);
		expect(tries()).toBe(3);
	});

	it('does not count as an outage for others', async () => {
		const clock = new VirtualClock();
		const { transport } = slowLine(clock, 8 * MINUTE, 1);
		const share = new Lines(() => clock).enter(new Party()).share('account');
		const known: number[] = [];
		const watched: UploadTransport = {
			send: async (request, signal) => {
				known.push(share.lane.outage.milliseconds(lost(), clock.now()));
				return await transport.send(request, signal);
			},
		};
		await upload(memorySource(Buffer.alloc(PIECES * MIB)), watched, share);
		expect(known).toHaveLength(2);
		expect(known[1]).toBeLessThan(MINUTE);
	});

	it('is not sent for ever where all of it arrives and nothing comes of it', async () => {
		const clock = new VirtualClock();
		const { transport, tries } = slowLine(clock, 8 * MINUTE, Infinity);
		await expect(send(clock, transport, true)).rejects.toBeInstanceOf(UploadStopped);
		expect(tries()).toBe(11);
	});

	it('counts as an outage from when nothing moves any more', async () => {
		const clock = new VirtualClock();
		const { transport, tries } = slowLine(clock, 1000, Infinity, 5 * MINUTE);
		await expect(send(clock, transport, true)).rejects.toBeInstanceOf(UploadStopped);
		expect(tries()).toBe(3);
	});
});
