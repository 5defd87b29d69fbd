import { countBeside, untoldIn } from '../../scripts/proof/soak/beside';
import { asker, type Service } from '../../scripts/proof/soak/service';
import {
	apiKey,
	call,
	container,
	form,
	MiB,
	send,
	uploadToken,
	useEmulator,
} from '../emulator/caller';

const emulator = useEmulator({ encodingSeconds: 0 });
const { signal } = new AbortController();

/** How the emulator knows a request of a step. */
const OF_STEP = { 'av-origin-app': 'n8n-nodes-apivideo:0.1.0' };

const sendWhole = async () => {
	const videoId = await container(emulator.current);
	await send(emulator.current, videoId, 1000);
	return videoId;
};

const sendBeginning = async () => {
	const videoId = await container(emulator.current);
	await send(emulator.current, videoId, 5 * MiB, `bytes 0-${5 * MiB - 1}/${6 * MiB}`);
	return videoId;
};

describe('a video beside the one that was put out', () => {
	let service: Service;
	const beside = { empty: 0, copies: 0 };

	beforeEach(() => {
		service = asker(emulator.current.url, apiKey, signal);
		Object.assign(beside, { empty: 0, copies: 0 });
	});

	it('counts as empty without a byte, and is deleted', async () => {
		const videoId = await container(emulator.current);

		await countBeside({ beside, service }, videoId, false);

		expect(beside).toEqual({ empty: 1, copies: 0 });
		expect((await call(emulator.current, 'GET', `/videos/${videoId}`)).status).toBe(404);
	});

	it.each([
		['in one request', sendWhole],
		['up to its middle', sendBeginning],
	])('holds a file that came %s: only a token alone may have made it', async (_how, make) => {
		const videoId = await make();

		const counted = countBeside({ beside, service }, videoId, false);
		await expect(counted).rejects.toThrow(`${videoId} has bytes of the same file`);
		await countBeside({ beside, service }, videoId, true);

		expect(beside).toEqual({ empty: 0, copies: 1 });
	});
});

describe('videos of which nobody was told', () => {
	const makeVideo = async (headers: Record<string, string> = OF_STEP) =>
		await call(emulator.current, 'POST', '/videos', { json: { title: 'Film' }, headers }).catch(
			() => undefined,
		);
	const sendWithToken = async (token: string, before: Record<string, string> = {}) =>
		await call(emulator.current, 'POST', `/upload?token=${token}`, {
			body: form(1000, before),
			headers: OF_STEP,
		}).catch(() => undefined);

	it.each([
		['a lost answer', { kind: 'lost-answer' }, 1],
		['the page of a proxy', { kind: 'garbage', form: 'html-502' }, 1],
		['a 502 although it was done', { kind: 'status', status: 502, when: 'after' }, 1],
		['a 503 in place of it', { kind: 'status', status: 503 }, 0],
		['a connection that is reset before', { kind: 'reset' }, 0],
		['an answer that comes late', { kind: 'latency', milliseconds: 1 }, 0],
	] as const)('after %s', async (_what, fault, count) => {
		const token = await uploadToken(emulator.current);
		emulator.current.faults.add(fault);
		await makeVideo();
		await sendWithToken(token);

		expect(untoldIn(emulator.current)).toEqual({ empty: count, copies: count });
	});

	it('are none of those that somebody else has made, nor those that have got a file', async () => {
		const token = await uploadToken(emulator.current);
		const videoId = await container(emulator.current);
		emulator.current.faults.add({ kind: 'lost-answer' });
		await makeVideo({});
		await sendWithToken(token, { videoId });

		expect(untoldIn(emulator.current)).toEqual({ empty: 0, copies: 0 });
	});
});
