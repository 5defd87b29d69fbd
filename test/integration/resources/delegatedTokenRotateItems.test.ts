import { asked, expectMessage, onlyItem } from './operateOn';
import { DAY, rotating, sorted } from './rotating';

describe('several items', () => {
	const items = [{ json: { customer: 'a' } }, { json: { customer: 'b' } }];
	const named = { rotationName: '={{ $json.customer }}', keepOldFor: 0 };

	test('with a Rotation Name each replace the token of their own', async () => {
		await rotating(async (step) => {
			const first = await step.run(named, { items });
			const [a, b] = first.items.map(({ json }) => String(json.token));
			expect(await step.active()).toEqual(sorted(a, b));
			await step.pass(DAY);
			const second = await step.run(named, { items: [items[1]] });
			const next = String(onlyItem(second).token);
			expect(await step.active()).toEqual(sorted(a, next));
		});
	});

	test.each([
		[{ keepOldFor: 0 }, /^Rotation Name is empty for 2 items/],
		[{ rotationName: 'same' }, /^Rotation Name is 'same' for 2 items/],
		[{ rotationName: '={{ $json.missing }}' }, /^Rotation Name is empty/],
	])('stop before anything is made: %j', async (parameters, what) => {
		await rotating(async (step) => {
			const result = await step.run(parameters, { items });
			expectMessage(result, what, /\{\{ \$json\.customer \}\}/);
			expect(asked(step.world)).toEqual([]);
		});
	});

	test('of which some share a name go on with the others only', async () => {
		await rotating(async (step) => {
			const three = [...items, { json: { customer: 'a' } }];
			const result = await step.run(named, { items: three, continueOnFail: true });
			expect(result.items.map(({ json }) => Boolean(json.token))).toEqual([false, true, false]);
			expect(await step.active()).toHaveLength(1);
		});
	});

	test('out of a loop replace the token of their own', async () => {
		await rotating(async (step) => {
			const first = await step.run(named, { items, loop: true });
			const old = first.items.map(({ json }) => String(json.token));
			expect(await step.active()).toEqual(sorted(...old));
			await step.pass(DAY);
			const second = await step.run(named, { items, loop: true });
			expect(await step.active()).toEqual(
				sorted(...second.items.map(({ json }) => String(json.token))),
			);
			expect(old).toHaveLength(2);
		});
	});

	test.each(['trigger', 'manual'] as const)(
		'out of a loop without names stop in the second round (%s)',
		async (mode) => {
			await rotating(async (step) => {
				const result = await step.run({ keepOldFor: 0 }, { items, loop: true, mode });
				expectMessage(result, /has made a token in this execution before/, /in front of the loop/);
				expect(await step.active()).toHaveLength(1);
			});
		},
	);

	test('are no loop when n8n tries the step again', async () => {
		await rotating(async (step) => {
			const { emulator } = step.world;
			emulator.faults.add({ kind: 'status', status: 503, method: 'POST', path: 'tokens', nth: 2 });
			const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
			const result = await step.run(named, { items, settings });
			expect(result.error).toBeUndefined();
			// What the first try made is left to the next execution.
			expect(await step.active()).toHaveLength(3);
			await step.pass(DAY);
			await step.run(named, { items });
			expect(await step.active()).toHaveLength(2);
		});
	});
});

describe('what is not the step itself', () => {
	test.each(['manual', 'evaluation'] as const)(
		'deletes and remembers nothing in a test run, and says so (%s)',
		async (mode) => {
			await rotating(async (step) => {
				const old = await step.token({ keepOldFor: 0 });
				const before = structuredClone(step.stored.staticData);
				await step.pass(DAY);
				const result = await step.run({ keepOldFor: 0 }, { mode });
				const said = /this was a test run, no token was deleted.*published workflow only/;
				expect(onlyItem(result).rotation).toMatchObject({
					deleted: 0,
					kept: [],
					message: expect.stringMatching(said),
				});
				expect(result.hints).toMatchObject([{ message: expect.stringMatching(said) }]);
				const tested = String(onlyItem(result).token);
				expect(step.stored.staticData).toEqual(before);
				expect(await step.active()).toEqual(sorted(old, tested));
				await step.pass(DAY);
				const next = await step.token({ keepOldFor: 0 });
				expect(await step.active()).toEqual(sorted(tested, next));
			});
		},
	);

	test('leaves the token alone: a copy of the workflow that brings what the step remembered', async () => {
		await rotating(async (step) => {
			const token = await step.token();
			const copy = step.copy();
			for (let day = 0; day < 3; day++) {
				await step.pass(DAY + 1000);
				await copy.token();
			}
			expect(await step.active()).toContain(token);
		});
	});

	test('leaves the token alone: another step that was given its name', async () => {
		await rotating(async (step) => {
			const token = await step.token();
			await step.pass(DAY);
			await step.run({ keepOldFor: 0 }, { settings: { id: 'another' } });
			expect(await step.active()).toContain(token);
		});
	});
});
