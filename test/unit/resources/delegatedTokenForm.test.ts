import { NodeHelpers, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { RotatingStep } from '../support/rotatingStep';
import { expectReadable, troubleOf } from '../support/troubles';

const { description } = new ApiVideo();
const node = { typeVersion: 1 };

/** What the form shows of an operation. */
function form(operation: string, values: INodeParameters = {}) {
	const all = { resource: 'delegatedToken', operation, ...values };
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(all, property, node, description),
	);
}

/** What a new step has stored, or one whose operation was changed. */
function stored(operation: string, values: INodeParameters = {}): IDataObject {
	const all = { resource: 'delegatedToken', operation, ...values };
	return NodeHelpers.getNodeParameters(
		description.properties,
		all,
		true,
		false,
		node,
		description,
	) as IDataObject;
}

const notices = (values: INodeParameters) =>
	form('rotate', values)
		.filter(({ type }) => type === 'notice')
		.map(({ displayName }) => displayName);

it('starts on what makes a schedule work, with a week to live', () => {
	expect(stored('rotate')).toMatchObject({
		tokensToDelete: 'madeByThisStep',
		rotationTtl: 7,
		rotationTtlUnit: 'days',
		keepOldFor: 1,
		keepOldForUnit: 'days',
		rotationName: '',
	});
});

it('starts on a week also where the operation was Create before', () => {
	const created = stored('create');
	expect(created).toMatchObject({ ttl: 1, ttlUnit: 'hours' });
	const { ttl, ttlUnit } = created as INodeParameters;
	expect(stored('rotate', { ttl, ttlUnit })).toMatchObject({
		rotationTtl: 7,
		rotationTtlUnit: 'days',
	});
});

it.each(['olderThan', 'expiringWithin'])('says that %s is about everybody’s tokens', (chosen) => {
	expect(notices({ tokensToDelete: chosen })).toEqual([
		expect.stringMatching(/every token of the account.*other workflows and other people/),
	]);
});

it('says when the default works, and how long a token should live', () => {
	expect(notices({ tokensToDelete: 'madeByThisStep' })).toEqual([
		expect.stringMatching(
			/^Publish the workflow.*longer than the time between two runs plus Keep the Old One For/,
		),
	]);
	expect(notices({ tokensToDelete: 'token' })).toEqual([]);
});

const NOTHING: unknown[] = [null, undefined, '', '  '];

describe.each([
	['Time to Live', 'rotationTtl', {}],
	['Keep the Old One For', 'keepOldFor', {}],
	['Minimum Age', 'minimumAge', { tokensToDelete: 'olderThan' }],
	['Expires Within', 'expiresWithin', { tokensToDelete: 'expiringWithin' }],
])('%s', (label, name, values) => {
	const attempt = async (given: IDataObject) => {
		const step = new RotatingStep();
		const items = [{ ...values, ...given }];
		const trouble = await troubleOf(async () => await step.run({ items, execution: '1' }));
		expectReadable(trouble);
		expect(step.service.size).toBe(0);
		return trouble;
	};

	it.each([...NOTHING, -1, 'soon', Infinity, [1], true])('stops at %j', async (value) => {
		const { message } = await attempt({ [name]: value } as IDataObject);
		expect(message).toMatch(new RegExp(`^${label} (must be a|is )`));
	});

	it.each([...NOTHING, 'fortnights', 7])('stops at the unit %j, and lists them', async (value) => {
		const { message, advice } = await attempt({ [`${name}Unit`]: value } as IDataObject);
		expect(message).toMatch(new RegExp(`^${label} Unit (is empty|has a value)`));
		expect(advice).toMatch(/Hours/);
	});
});

it('stops at a time longer than a century, which no date can be made of', async () => {
	const step = new RotatingStep();
	const items = [{ keepOldFor: 1e12 }];
	const { message } = await troubleOf(async () => await step.run({ items, execution: '1' }));
	expect(message).toBe("Keep the Old One For is longer than a century: '1000000000000' days");
});

it.each([null, undefined, '  '])('stops at the Rotation Name %j', async (rotationName) => {
	const step = new RotatingStep();
	const items = [{ rotationName } as IDataObject];
	const trouble = await troubleOf(async () => await step.run({ items, execution: '1' }));
	expectReadable(trouble);
	expect(trouble.message).toBe('Rotation Name is empty');
	expect(step.service.size).toBe(0);
});
