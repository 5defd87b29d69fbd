import type { Fault } from '../../emulator';
import {
	createToken,
	received,
	upload,
	uploadWithToken,
	useEmulator,
	withKey,
} from './support/apiVideo';
import { secondsWaited } from './support/clock';
import { fileOf, MIB } from './support/files';

const world = useEmulator();
const { path: file, size, sha256 } = fileOf(5 * MIB + 1);
const run = { items: [{ file }] };

const PASSING: Array<[string, Fault]> = [
	['the connection is reset before the body', { kind: 'reset' }],
	['the connection is reset in the middle', { kind: 'reset', afterBytes: 2 * MIB }],
	['the answer is lost', { kind: 'lost-answer' }],
	['503 instead of the upload', { kind: 'status', status: 503 }],
	['503 although the upload was done', { kind: 'status', status: 503, when: 'after' }],
	['a cut answer', { kind: 'garbage', form: 'cut-json' }],
	['the page of a proxy with 200', { kind: 'garbage', form: 'html-200' }],
	['the page of a proxy with 502', { kind: 'garbage', form: 'html-502' }],
];

describe('an upload survives', () => {
	test.each(PASSING)('%s, with the API key', async (_name, fault) => {
		world.emulator.faults.add({ ...fault, path: '/source$', nth: 1 });
		const result = await upload(world, run);
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(world.emulator.faults.list()[0].fired).toBe(1);
		// The container exists once, so whatever was repeated made no second video.
		expect(world.emulator.requests.matching('POST', '/videos')).toHaveLength(1);
	});

	test.each(PASSING)('%s, with a delegated token', async (_name, fault) => {
		const token = await createToken(world);
		world.emulator.faults.add({ ...fault, path: '^/upload$', nth: 1 });
		const result = await uploadWithToken(world, token, run);
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(world.emulator.requests.uploads).toHaveLength(2);
	});

	test('two times 429, waiting as long as the header says', async () => {
		const headers = { 'x-ratelimit-retry-after': '7' };
		world.emulator.faults.add({ kind: 'status', status: 429, headers, path: '/source$', times: 2 });
		const result = await upload(world, run);
		expect(result.error).toBeUndefined();
		// And a little longer, by chance.
		expect(secondsWaited()).toEqual([8, 8]);
		expect(await received(world, result)).toEqual({ size, sha256 });
	});

	test('429 while the container is made', async () => {
		const headers = { 'x-ratelimit-retry-after': '3' };
		world.emulator.faults.add({
			kind: 'status',
			status: 429,
			headers,
			path: '^/videos$',
			times: 1,
		});
		expect((await upload(world, run)).error).toBeUndefined();
		expect(secondsWaited()).toEqual([4]);
	});

	test('an access token that is revoked between two steps', async () => {
		const credentials = [withKey(world)];
		await upload(world, { ...run, credentials });
		world.emulator.revokeAccessTokens();
		const result = await upload(world, { ...run, credentials });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(world.emulator.requests.matching('POST', '/auth/api-key')).toHaveLength(2);
	});
});

describe('signing in survives', () => {
	const small = PASSING.filter(([, fault]) => !('afterBytes' in fault));

	test.each(small)('%s', async (_name, fault) => {
		world.emulator.faults.add({ ...fault, path: '^/auth/api-key$', nth: 1 });
		const result = await upload(world, run);
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(world.emulator.requests.matching('POST', '/auth/api-key')).toHaveLength(2);
	});

	test('two times 429, waiting as long as the header says', async () => {
		const headers = { 'x-ratelimit-retry-after': '7' };
		const path = '^/auth/api-key$';
		world.emulator.faults.add({ kind: 'status', status: 429, headers, path, times: 2 });
		const result = await upload(world, run);
		expect(result.error).toBeUndefined();
		// And a little longer, by chance.
		expect(secondsWaited()).toEqual([8, 8]);
	});

	test('a failure that stays, which is told as what it is', async () => {
		world.emulator.faults.add({ kind: 'status', status: 503, path: '^/auth/api-key$' });
		const { error } = await upload(world, run);
		expect(error?.message).toMatch(
			/^api\.video could not answer \(HTTP 503\) \(tried for \d+ seconds\) \[item 0\]$/,
		);
		expect(error?.description).toMatch(/later/);
		const tries = world.emulator.requests.matching('POST', '/auth/api-key');
		expect(tries.length).toBeGreaterThan(4);
		expect(world.emulator.requests.uploads).toEqual([]);
	});
});

test('a file that has arrived is not sent again because its answer was lost: the status is asked', async () => {
	world.emulator.faults.add({ kind: 'lost-answer', path: '/source$', nth: 1 });
	const result = await upload(world, run);
	expect(await received(world, result)).toEqual({ size, sha256 });
	expect(world.emulator.requests.uploads).toHaveLength(1);
	// Once to find out, and once more to confirm the end.
	expect(world.emulator.requests.matching('GET', /\/status$/)).toHaveLength(2);
});

test('a lost answer to a token upload is told: a second copy may exist', async () => {
	const token = await createToken(world);
	world.emulator.faults.add({ kind: 'lost-answer', path: '^/upload$', nth: 1 });
	const { hints } = await uploadWithToken(world, token, run);
	expect(hints.map(({ message }) => message).join()).toMatch(/copy/);
});
