import type { INodeParameters } from 'n8n-workflow';
import { leaked } from '../harness';
import { API_KEY, byId, createToken, useEmulator } from '../support/apiVideo';
import { asked, expectMessage, onlyItem, operateOn } from './operateOn';
import { shown } from './rotating';

const HOUR = 3_600_000;
let now = Date.now();
const world = useEmulator({ now: () => now });
const run = operateOn(world, 'delegatedToken');
const rotate = async (parameters: INodeParameters) =>
	await run('rotate', { rotationTtl: 2, rotationTtlUnit: 'hours', ...parameters });

/** A token that was made some time ago. */
async function tokenFrom(ageMs: number, ttlSeconds = 0): Promise<string> {
	now = Date.now() - ageMs;
	const { items } = await run('create', { ttl: ttlSeconds, ttlUnit: 'seconds' });
	now = Date.now();
	return String(items[0].json.token);
}

async function activeTokens(): Promise<string[]> {
	const { items } = await run('getAll', { returnAll: true });
	return items.map(({ json }) => String(json.token));
}

beforeEach(() => {
	now = Date.now();
});

test('makes the new token before it deletes the old one', async () => {
	const old = await createToken(world);
	world.emulator.requests.clear();
	const result = await rotate({ tokensToDelete: 'token', uploadToken: byId(old) });
	const { token, ttl, rotation } = onlyItem(result);
	expect(asked(world)).toEqual(['POST /upload-tokens', 'DELETE /upload-tokens/{token}']);
	expect(world.emulator.requests.matching('POST', '/upload-tokens')[0].body).toEqual({ ttl: 7200 });
	expect(ttl).toBe(7200);
	expect(rotation).toEqual({
		message: 'The new token was made. 1 old token was deleted.',
		deleted: 1,
		deletedTokens: [shown(old)],
		notDeleted: 0,
		alreadyGone: 0,
		stillValid: [],
		kept: [],
	});
	expect(await activeTokens()).toEqual([token]);
	expect(leaked(result, API_KEY, old)).toEqual([]);
});

test('deletes all tokens older than some hours, and no others', async () => {
	await tokenFrom(5 * HOUR);
	await tokenFrom(4 * HOUR);
	const young = await tokenFrom(2 * HOUR);
	const result = await rotate({
		tokensToDelete: 'olderThan',
		minimumAge: 3,
		minimumAgeUnit: 'hours',
	});
	const { token, rotation } = onlyItem(result);
	expect(rotation).toMatchObject({ deleted: 2, notDeleted: 0 });
	expect((await activeTokens()).sort()).toEqual([token, young].sort());
});

test('deletes all tokens that expire soon, also among more than a page of others', async () => {
	const lasting: string[] = [];
	for (let count = 0; count < 3; count++) lasting.push(await tokenFrom(0));
	lasting.push(await tokenFrom(0, 1800));
	await tokenFrom(0, 600);
	const result = await rotate({
		tokensToDelete: 'expiringWithin',
		expiresWithin: 15,
		expiresWithinUnit: 'minutes',
		rotationTtl: 60,
		rotationTtlUnit: 'seconds',
	});
	const { token, rotation } = onlyItem(result);
	expect(rotation).toMatchObject({ deleted: 1, notDeleted: 0 });
	// The new one expires soon as well, and is not deleted.
	expect((await activeTokens()).sort()).toEqual([token, ...lasting].sort());
});

test('puts the new token out although the old one could not be deleted, and says so', async () => {
	const old = await createToken(world);
	world.emulator.faults.add({ kind: 'status', status: 503, method: 'DELETE' });
	const result = await rotate({ tokensToDelete: 'token', uploadToken: byId(old) });
	const { token, rotation } = onlyItem(result);
	expect(rotation).toMatchObject({
		deleted: 0,
		notDeleted: 1,
		stillValid: [{ token: shown(old), reason: expect.stringContaining('503') }],
	});
	expect(result.hints.map(({ message }) => message).join()).toMatch(/old ones can still be used/);
	expect(leaked(result, API_KEY, old)).toEqual([]);
	world.emulator.faults.clear();
	expect((await activeTokens()).sort()).toEqual([old, token].sort());
});

test('warns that a token is gone already, and of what makes a schedule work', async () => {
	const old = await createToken(world);
	await run('delete', { uploadToken: byId(old) });
	const result = await rotate({ tokensToDelete: 'token', uploadToken: byId(old) });
	const said = /picked as Delegated Token did not exist any more, so nothing was deleted/;
	expect(onlyItem(result).rotation).toMatchObject({
		deleted: 0,
		notDeleted: 0,
		alreadyGone: 1,
		message: expect.stringMatching(said),
	});
	expect(result.hints).toMatchObject([{ type: 'warning', message: expect.stringMatching(said) }]);
	expect(result.hints[0].message).toContain('Made by This Step');
});

describe('deletes nothing', () => {
	test('when no new token can be made', async () => {
		const old = await createToken(world);
		world.emulator.faults.add({ kind: 'status', status: 503, method: 'POST', path: 'tokens' });
		const result = await rotate({ tokensToDelete: 'token', uploadToken: byId(old) });
		expectMessage(result, /503/, /later/, old);
		expect(world.emulator.requests.matching('DELETE', /./)).toEqual([]);
	});

	test.each([
		[{ tokensToDelete: 'token', uploadToken: byId('={{ "" }}') }, /No delegated token/],
		[{ tokensToDelete: 'madeByThisStep', keepOldFor: '={{ null }}' }, /Keep the Old One For/],
		[{ tokensToDelete: '={{ "all" }}' }, /Tokens to Delete has a value that does not exist/],
		[{ tokensToDelete: 'olderThan', minimumAge: 0 }, /Minimum Age must be a number above 0/],
		[{ tokensToDelete: 'olderThan', minimumAge: '={{ undefined }}' }, /Minimum Age/],
		[{ tokensToDelete: 'expiringWithin', expiresWithin: -1 }, /Expires Within/],
		[{ tokensToDelete: 'olderThan', minimumAge: 1, rotationTtl: -1 }, /Time to Live/],
	])('and makes nothing when a value is wrong: %j', async (parameters, what) => {
		await createToken(world);
		world.emulator.requests.clear();
		expectMessage(await rotate(parameters), what, /./);
		expect(asked(world).filter((request) => !request.startsWith('GET '))).toEqual([]);
	});
});
