import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { RotatingStep, type StepRun } from '../support/rotatingStep';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What happens to a step one after the other. */
type Event =
	| { kind: 'run'; names: string[]; unavailable?: 'GET' | 'DELETE'; tries: number }
	| { kind: 'test' }
	| { kind: 'wait'; milliseconds: number }
	/** Somebody else makes a token. */
	| { kind: 'foreign' }
	/** A token is deleted by hand. */
	| { kind: 'byHand' }
	/** n8n puts back what the step remembered some runs ago. */
	| { kind: 'putBack' };

const event: fc.Arbitrary<Event> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('run' as const),
			names: fc.uniqueArray(fc.constantFrom('', 'a', 'b', '__proto__'), { minLength: 1 }),
			unavailable: fc.option(fc.constantFrom('GET' as const, 'DELETE' as const), {
				nil: undefined,
				freq: 4,
			}),
			tries: fc.constantFrom(1, 1, 1, 2),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constant('wait' as const),
			// On two days of the year, every day at three o'clock is 23 or 25 hours later.
			milliseconds: fc.constantFrom(
				MINUTE,
				HOUR,
				6 * HOUR,
				DAY - HOUR,
				DAY,
				DAY + HOUR,
				2 * DAY,
				6 * DAY,
			),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.constantFrom<Event[]>(
			{ kind: 'test' },
			{ kind: 'foreign' },
			{ kind: 'byHand' },
			{ kind: 'putBack' },
		),
	},
);

/** What the test knows of a token that the step made. */
interface Own {
	name: string;
	execution: string;
	madeAt: number;
	replacedAt?: number;
}

/** Plays events, and checks every deletion and every end of a run. */
async function play(events: readonly Event[], keepHours: number): Promise<void> {
	const step = new RotatingStep();
	const own = new Map<string, Own>();
	const past: IDataObject[] = [];
	let execution = 0;
	let names: string[] = [];
	// What is thrown while the node asks would be one more answer to it.
	const wrong: string[] = [];
	step.onDeleted = ({ token }) => {
		const known = own.get(token);
		if (!known) wrong.push('not its own');
		if (known?.execution === String(execution)) wrong.push('of the same execution');
		const over = (known?.replacedAt ?? Infinity) + keepHours * HOUR;
		if (step.clock.date() < over) wrong.push('too early');
	};
	step.onMade = ({ token }) => {
		const name = names.shift() ?? '';
		const madeAt = step.clock.date();
		for (const known of own.values()) if (known.name === name) known.replacedAt ??= madeAt;
		own.set(token, { name, execution: String(execution), madeAt });
	};
	const run = async (more: Partial<StepRun> & { names: string[] }): Promise<void> => {
		names = [...more.names];
		const items = more.names.map((rotationName) => ({
			rotationName,
			keepOldFor: keepHours,
			keepOldForUnit: 'hours',
		}));
		await step.run({ ...more, items, execution: String(execution) });
		expect(wrong).toEqual([]);
	};
	for (const one of events) {
		switch (one.kind) {
			case 'wait':
				step.clock.pass(one.milliseconds);
				break;
			case 'foreign':
				step.make(0);
				break;
			case 'byHand':
				step.service.delete([...own.keys()].find((token) => step.service.has(token)) ?? '');
				break;
			case 'putBack':
				step.stored = past[Math.floor(past.length / 2)] ?? {};
				break;
			case 'test': {
				const { onMade } = step;
				step.onMade = () => {};
				execution++;
				await run({ names: ['a'], mode: 'manual' });
				step.onMade = onMade;
				break;
			}
			case 'run': {
				execution++;
				for (let attempt = 0; attempt < one.tries; attempt++) await run(one);
				past.push(step.stored);
				if (one.unavailable === undefined) expect(overdue(step, own, one.names)).toEqual([]);
			}
		}
	}

	/** Tokens that should have been deleted by now. */
	function overdue({ service }: RotatingStep, made: Map<string, Own>, rotated: string[]): string[] {
		const lastMade = (wanted: string) =>
			Math.max(
				...[...made.values()].filter(({ name }) => name === wanted).map((one) => one.madeAt),
			);
		return [...made]
			.filter(
				([token, { name, replacedAt = Infinity, execution: madeIn }]) =>
					service.has(token) &&
					rotated.includes(name) &&
					madeIn !== String(execution) &&
					replacedAt + keepHours * HOUR <= lastMade(name),
			)
			.map(([token]) => token)
			.filter((token) => step.active.includes(token));
	}
}

test('deletes its own tokens when their time is over, not earlier, and no others, whatever happens', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(event, { minLength: 5, maxLength: 30 }),
			fc.constantFrom(0, 1, 24, 72),
			play,
		),
		{ numRuns: 100 },
	);
}, 600_000);

describe('what a step remembers', () => {
	const item = { keepOldFor: 0 };

	test('is no token', async () => {
		const step = new RotatingStep();
		const { output } = await step.run({ items: [item], execution: '1' });
		expect(JSON.stringify(step.stored)).not.toContain(String(output[0].token));
	});

	test('is stored anew each time, as n8n notices nothing else', async () => {
		const step = new RotatingStep();
		const { node } = await step.run({ items: [item], execution: '1' });
		const [field] = Object.keys(node.staticData);
		const before = node.staticData[field];
		const { node: next } = await step.run({ items: [item], execution: '2' });
		expect(next.staticData[field]).not.toEqual(before);
	});

	test.each([
		{},
		{ rotation: null },
		{ rotation: 'text' },
		{ rotation: { tokens: 7 } },
		{ rotation: { tokens: [null, 7, {}, { hash: 'x' }] } },
	])('may be anything: %j', async (stored) => {
		const step = new RotatingStep();
		step.stored = stored;
		await step.run({ items: [item], execution: '1' });
		step.clock.pass(DAY);
		await step.run({ items: [item], execution: '2' });
		expect(step.active).toHaveLength(1);
	});

	test('is not heeded by another n8n that has the same workflow', async () => {
		const step = new RotatingStep();
		const { output } = await step.run({ items: [item], execution: '1' });
		step.clock.pass(DAY);
		await step.run({ items: [item], execution: '2', instanceId: 'another' });
		expect(step.active).toContain(output[0].token);
	});

	test('outlives a token that the list does not show yet', async () => {
		const step = new RotatingStep();
		const { output } = await step.run({ items: [item], execution: '1' });
		const made = step.service.get(String(output[0].token));
		step.service.clear();
		const { output: next } = await step.run({ items: [item], execution: '2' });
		expect(next[0].rotation).toMatchObject({ notDeleted: 1, alreadyGone: 0 });
		if (made) step.service.set(made.token, made);
		step.clock.pass(DAY);
		const { output: last } = await step.run({ items: [item], execution: '3' });
		expect(last[0].rotation).toMatchObject({ deleted: 2, alreadyGone: 0 });
	});

	test('goes by the time that is entered now', async () => {
		const step = new RotatingStep();
		await step.run({ items: [{}], execution: '1' });
		step.clock.pass(HOUR);
		await step.run({ items: [{}], execution: '2' });
		expect(step.active).toHaveLength(2);
		step.clock.pass(HOUR);
		await step.run({ items: [item], execution: '3' });
		expect(step.active).toHaveLength(1);
	});

	test('keeps a token for its time although the clock was wrong', async () => {
		const step = new RotatingStep();
		await step.run({ items: [{}], execution: '1' });
		step.clock.pass(-10 * DAY);
		await step.run({ items: [{}], execution: '2' });
		step.clock.pass(HOUR);
		const { output } = await step.run({ items: [{}], execution: '3' });
		step.clock.pass(20 * DAY);
		const current = String(output[0].token);
		const held = step.service.get(current);
		if (held) held.expiresAt += 100 * DAY;
		await step.run({ items: [{ rotationTtl: 0 }], execution: '4' });
		expect([...step.service.keys()]).toContain(current);
	});
});

test('a list leaves out what was made for another item of the same execution', async () => {
	const step = new RotatingStep();
	const old = step.make(600);
	const item = {
		tokensToDelete: 'expiringWithin',
		expiresWithin: 1,
		expiresWithinUnit: 'hours',
		rotationTtl: 10,
		rotationTtlUnit: 'minutes',
	};
	const { output } = await step.run({ items: [item, item], execution: 'two items' });
	expect(step.active).toEqual(output.map(({ token }) => token));
	expect(step.active).not.toContain(old.token);
});
