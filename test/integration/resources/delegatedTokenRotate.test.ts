import { leaked } from '../harness';
import { API_KEY, byId, createToken } from '../support/apiVideo';
import { asked, onlyItem, operateOn } from './operateOn';
import { DAY, HOUR, MINUTE, rotating, shown, sorted } from './rotating';

describe('a schedule', () => {
	test('replaces its token every day, and leaves a day to change over', async () => {
		await rotating(async (step) => {
			const tokens: string[] = [];
			for (let day = 0; day < 5; day++) {
				const result = await step.run();
				const { token, rotation, ttl } = onlyItem(result);
				tokens.push(String(token));
				expect(ttl).toBe(7 * 86_400);
				// The one before it, for a day; the one before that has had its day.
				expect(await step.active()).toEqual(sorted(...tokens.slice(-2)));
				const deleted = tokens.slice(0, -2).slice(-1);
				expect(rotation).toMatchObject({
					deleted: deleted.length,
					deletedTokens: deleted.map(shown),
					notDeleted: 0,
					alreadyGone: 0,
				});
				expect(leaked(result, API_KEY, ...tokens.slice(0, -1))).toEqual([]);
				expect(result.hints).toEqual([]);
				await step.pass(DAY + 1000);
			}
			const stored = JSON.stringify(step.stored.staticData);
			for (const token of tokens) expect(stored).not.toContain(token.slice(2, 8));
		});
	});

	test('says what was made, deleted and kept, and until when', async () => {
		await rotating(async (step) => {
			const { rotation: first } = onlyItem(await step.run());
			expect(first).toMatchObject({
				message:
					'The new token was made. This step remembers no token that it made before, so none was deleted.',
			});
			await step.pass(DAY);
			const { rotation: second } = onlyItem(await step.run());
			expect(second).toMatchObject({
				deleted: 0,
				kept: [{ token: expect.stringMatching(/^to....\.\.\.$/), until: expect.any(String) }],
				message: expect.stringMatching(
					/^The new token was made\. 1 old token can be used until \d{4}-\d\d-\d\d \d\d:\d\d UTC\. The first run after that deletes it\.$/,
				),
			});
			await step.pass(DAY + MINUTE);
			const { rotation: third } = onlyItem(await step.run());
			expect((third as { message: string }).message).toMatch(
				/^The new token was made\. 1 old token was deleted: to....\.\.\. 1 old token can be used/,
			);
		});
	});

	test('makes the new token before it deletes the old one, with nothing to wait for', async () => {
		await rotating(async (step) => {
			await step.token({ keepOldFor: 0 });
			await step.pass(DAY);
			step.world.emulator.requests.clear();
			const token = await step.token({ keepOldFor: 0 });
			expect(asked(step.world)).toEqual([
				'POST /upload-tokens',
				'GET /upload-tokens',
				'DELETE /upload-tokens/{token}',
			]);
			expect(await step.active()).toEqual([token]);
		});
	});

	test('of every hour keeps each for its day', async () => {
		await rotating(async (step) => {
			const tokens: string[] = [];
			for (let hour = 0; hour < 30; hour++) {
				tokens.push(await step.token());
				await step.pass(HOUR);
			}
			// Replaced less than a day before the last run: those of the last 24 hours, and the last one itself.
			expect(await step.active()).toEqual(sorted(...tokens.slice(-25)));
		});
	});

	test('finds its token among those of others, page after page, and touches no other', async () => {
		await rotating(async (step) => {
			const others = [await createToken(step.world)];
			const own = await step.token({ keepOldFor: 0 });
			for (let count = 0; count < 105; count++) {
				const many = operateOn(step.world, 'delegatedToken');
				const { items } = await many('create', { ttl: 0, ttlUnit: 'days' });
				others.push(String(items[0].json.token));
			}
			await step.pass(10 * MINUTE);
			const next = await step.token({ keepOldFor: 0 });
			expect(await step.active()).toEqual(sorted(next, ...others));
			expect(others).not.toContain(own);
		});
	});

	test('tries again what could not be deleted, and says so', async () => {
		await rotating(async (step) => {
			const old = await step.token({ keepOldFor: 0 });
			await step.pass(DAY);
			const { emulator } = step.world;
			emulator.faults.add({ kind: 'status', status: 503, method: 'DELETE' });
			const result = await step.run({ keepOldFor: 0 });
			const second = String(onlyItem(result).token);
			expect(onlyItem(result).rotation).toMatchObject({
				deleted: 0,
				notDeleted: 1,
				stillValid: [{ token: shown(old), reason: expect.stringContaining('503') }],
			});
			expect(result.hints).toMatchObject([
				{ type: 'warning', message: expect.stringMatching(/can still be used.*The next run/) },
			]);
			expect(leaked(result, API_KEY, old)).toEqual([]);
			emulator.faults.clear();
			await step.pass(DAY);
			const third = await step.token({ keepOldFor: 0 });
			expect(await step.active()).toEqual([third]);
			expect([old, second]).not.toContain(third);
		});
	});

	test('tries again where the tokens could not be listed', async () => {
		await rotating(async (step) => {
			await step.token({ keepOldFor: 0 });
			await step.pass(DAY);
			const { emulator } = step.world;
			emulator.faults.add({ kind: 'status', status: 503, method: 'GET' });
			const result = await step.run({ keepOldFor: 0 });
			expect(onlyItem(result).rotation).toMatchObject({ deleted: 0, notDeleted: 1 });
			expect(result.hints).toHaveLength(1);
			emulator.faults.clear();
			await step.pass(DAY);
			const last = await step.token({ keepOldFor: 0 });
			expect(await step.active()).toEqual([last]);
		});
	});

	test('forgets what somebody else deleted', async () => {
		await rotating(async (step) => {
			const old = await step.token();
			await operateOn(step.world, 'delegatedToken')('delete', { uploadToken: byId(old) });
			await step.pass(DAY);
			const result = await step.run();
			expect(onlyItem(result).rotation).toMatchObject({
				alreadyGone: 1,
				kept: [],
				deleted: 0,
				message:
					'The new token was made. 1 old token is not among the tokens of the account any more.',
			});
			expect(result.hints).toEqual([]);
			await step.pass(DAY);
			expect(onlyItem(await step.run()).rotation).toMatchObject({ alreadyGone: 0 });
		});
	});

	test('remembers what it made although a later step failed', async () => {
		await rotating(async (step) => {
			const result = await step.run({}, { failsLater: true });
			expect(result.status).toBe('error');
			expect(JSON.stringify(step.stored.staticData)).toContain('hash');
			await step.pass(DAY);
			await step.token({ keepOldFor: 0 });
			expect(await step.active()).toHaveLength(1);
		});
	});

	test('goes on where a Schedule Trigger has put back what was remembered long ago', async () => {
		await rotating(async (step) => {
			await step.token();
			const atStart = structuredClone(step.stored);
			for (let day = 0; day < 4; day++) {
				await step.pass(DAY + 1000);
				step.stored.staticData = structuredClone(atStart.staticData);
				await step.token();
				expect(await step.active()).toHaveLength(2);
			}
		});
	});
});

describe('a Time to Live that is too short', () => {
	const week = { rotationTtl: 7, rotationTtlUnit: 'days' };

	test('is told where the old token ended before it was replaced', async () => {
		await rotating(async (step) => {
			await step.run(week);
			await step.pass(7 * DAY);
			const { hints } = await step.run(week);
			expect(hints).toMatchObject([{ type: 'warning' }]);
			expect(hints[0].message).toMatch(
				/^Time to Live \(7 days\) is shorter than the time since the last rotation \(7 days\) plus Keep the Old One For \(1 day\)\. The token of the last run had ended at .* Enter a Time to Live of at least (8|9) days/,
			);
		});
	});

	test('is told where it leaves too little time to change over', async () => {
		await rotating(async (step) => {
			await step.run(week);
			await step.pass(6.5 * DAY);
			const { hints } = await step.run(week);
			expect(hints[0].message).toMatch(/before everybody has had that time to change over/);
			expect(hints[0].message).not.toMatch(/had ended/);
		});
	});

	test.each([
		[{ rotationTtl: 9, rotationTtlUnit: 'days' }],
		[{ rotationTtl: 0, rotationTtlUnit: 'days' }],
	])('is no longer told with %j', async (lifetime) => {
		await rotating(async (step) => {
			await step.run(lifetime);
			await step.pass(7 * DAY);
			expect((await step.run(lifetime)).hints).toEqual([]);
		});
	});
});
