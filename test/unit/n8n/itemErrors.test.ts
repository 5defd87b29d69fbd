import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { tryLater } from '../../../nodes/ApiVideo/api/advice';
import {
	failedItem,
	itemError,
	outsideItems,
	withoutRetryOnFail,
	withWhatIsDone,
} from '../../../nodes/ApiVideo/n8n/itemErrors';
import { FakeNode } from '../support/fakeNode';
import { NODE, networkError, wrapped, wrappedWithoutCause } from '../support/httpErrors';

const node = new FakeNode();
const shown = (error: unknown, itemIndex = 3) => itemError(node.execution, error, itemIndex);
const trouble = new Trouble('The video vi1 was not found', 'Check the ID.', 404);

/** Every error that can be reached from the one that n8n stores and logs. */
function behind(error: Error): Error[] {
	return error.cause instanceof Error ? [error.cause, ...behind(error.cause)] : [];
}

describe('what n8n shows', () => {
	it('has the message with the item, the advice, the status and the node', () => {
		const error = shown(trouble);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'The video vi1 was not found [item 3]',
			description: 'Check the ID.',
			httpCode: '404',
			node: NODE,
		});
		expect(error.context.itemIndex).toBe(3);
	});

	it('is about the operation where no answer came', () => {
		const error = shown(new Trouble('No video was picked', 'Pick one.'), 0);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'No video was picked [item 0]',
			description: 'Pick one.',
		});
		expect(error.context.itemIndex).toBe(0);
	});

	it('names the item once, however often it is asked', () => {
		const error = shown(trouble);
		expect(shown(error).message).toBe('The video vi1 was not found [item 3]');
		expect(shown(shown(error)).message.match(/\[item 3\]/g)).toHaveLength(1);
	});

	it('says which part of the item it is about, once', () => {
		const error = itemError(node.execution, trouble, 3, 'film.mp4');
		expect(error.message).toBe('The video vi1 was not found (film.mp4) [item 3]');
		expect(itemError(node.execution, error, 3, 'film.mp4').message).toBe(error.message);
	});

	it('does not take the mark of item 13 for that of item 3', () => {
		const { message } = shown(new Trouble('Made from [item 13]', 'Look there.'));
		expect(message).toBe('Made from [item 13] [item 3]');
	});

	it.each([undefined, 500])(
		'keeps a message with the name of a network fault in a file name (status %s)',
		(status) => {
			const message = "The file 'ECONNRESET and ENOTFOUND.mp4' is empty";
			const error = shown(new Trouble(message, 'Check ETIMEDOUT.mp4.', status));
			expect(error.message).toBe(`${message} [item 3]`);
			expect(error.description).toBe('Check ETIMEDOUT.mp4.');
		},
	);

	it.each([400, 401, 403, 429, 503])('keeps its own words for %d', (status) => {
		const error = shown(new Trouble('Our words', 'Our advice.', status));
		expect([error.message, error.description]).toEqual(['Our words [item 3]', 'Our advice.']);
		expect(error).toMatchObject({ httpCode: String(status) });
	});

	it.each([
		['from 2.34 on', wrapped],
		['up to 2.33', wrappedWithoutCause],
	])('finds the trouble inside what n8n wrapped around it: %s', (_version, wrap) => {
		const error = shown(wrap(trouble));
		expect(error.message).toBe('The video vi1 was not found [item 3]');
		expect(error.description).toBe('Check the ID.');
		expect(error).toMatchObject({ httpCode: '404' });
	});

	it.each<[string, Error]>([
		['a trouble', Object.assign(new Trouble('A', 'B.'), { cause: new Error('?token=toSecret1') })],
		['a trouble with a status', trouble],
		['a wrapped trouble', wrapped(trouble)],
		['anything else', new Error('outer', { cause: networkError('X', '?token=toSecret1') })],
	])('leads back to nothing that was thrown: %s', (_case, thrown) => {
		const error = shown(thrown);
		expect(error).not.toBe(thrown);
		const reached = behind(error);
		expect(reached).not.toContain(thrown);
		expect(reached.filter((one) => one instanceof Trouble)).toEqual([]);
		expect(reached.map(({ message }) => message).join()).not.toContain('toSecret1');
		expect(JSON.stringify(error)).not.toContain('toSecret1');
	});

	it("is n8n's own where n8n threw one", () => {
		const error = new NodeOperationError(NODE, 'No credentials', { description: 'Set some.' });
		expect(shown(error)).toBe(error);
		expect(error.message).toBe('No credentials [item 3]');
		expect(error.description).toBe('Set some.');
		expect(error.context.itemIndex).toBe(3);
	});

	it.each<[string, unknown, string]>([
		['an Error', new TypeError('x is no function'), 'x is no function [item 3]'],
		['a text', 'a text', 'a text [item 3]'],
	])('is made of %s', (_case, thrown, message) => {
		const error = shown(thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe(message);
	});
});

describe('an item that failed', () => {
	const withAdvice = failedItem(shown(trouble), 3);
	const without = failedItem(shown(new Error('x')), 3);

	it('carries message and advice on, and what it came from', () => {
		const error = 'The video vi1 was not found [item 3]';
		expect(withAdvice).toEqual({
			json: { error, message: `${error}. Check the ID.` },
			pairedItem: { item: 3 },
		});
	});

	it('has no more than its message where there is no advice', () => {
		expect(without).toEqual({ json: { error: 'x [item 3]' }, pairedItem: { item: 3 } });
	});

	// The conditions of handleNodeErrorOutput in n8n-core, word for word.
	it.each<[string, (json: IDataObject) => unknown]>([
		[
			'1.122.48 to 2.35.0',
			(json) =>
				(json.error && Object.keys(json).length === 1) ||
				(json.error && json.message && Object.keys(json).length === 2),
		],
		[
			'2.36.0 to 2.41.1',
			(json) =>
				json.error &&
				Object.keys(json).every((key) => ['error', 'message', 'details'].includes(key)),
		],
	])('leaves by the error output: n8n-core %s', (_versions, leaves) => {
		expect(leaves(withAdvice.json)).toBeTruthy();
		expect(leaves(without.json)).toBeTruthy();
	});
});

describe('a list in the editor', () => {
	it('comes back as it is', async () => {
		expect(await outsideItems(node.editor, async () => [1, 2])).toEqual([1, 2]);
	});

	it('shows message and advice, and speaks of no item', async () => {
		const search = outsideItems(node.editor, async () => await Promise.reject(trouble));
		await expect(search).rejects.toMatchObject({
			message: 'The video vi1 was not found',
			description: 'Check the ID.',
			httpCode: '404',
		});
	});
});

describe('the advice', () => {
	const advised = (advice: string) => shown(new Trouble('No answer', advice));

	it('tells what is done by then, where something is', () => {
		const done = 'Two videos were made.';
		expect(withWhatIsDone(advised('Try again.'), done)).toMatchObject({
			message: 'No answer [item 3]',
			description: 'Try again. Two videos were made.',
		});
		expect(withWhatIsDone(advised('Try again.'), '')).toMatchObject({ description: 'Try again.' });
		const status = shown(new Trouble('No answer', '', 503));
		expect(withWhatIsDone(status, done)).toMatchObject({ description: done });
		const foreign = new Error('foreign');
		expect(withWhatIsDone(foreign, done)).toBe(foreign);
		expect(foreign).not.toHaveProperty('description');
	});

	it('does not name Retry On Fail where a step would do something twice', () => {
		const error = advised(tryLater(true));
		withoutRetryOnFail(error);
		expect(error.description).toMatch(/^Run the step again later\. If it stays like this/);
		const silent = advised('');
		withoutRetryOnFail(silent);
		expect(silent.description).toBe('');
	});
});
