import type { INodeProperties } from 'n8n-workflow';
import { explain } from '../../../nodes/ApiVideo/api/explain';
import { additionalFields } from '../../../nodes/ApiVideo/resources/video/uploadFields';
import { updateFields } from '../../../nodes/ApiVideo/resources/video/updateFields';
import { problem } from '../support/handTransport';
import { expectReadable } from '../support/troubles';

const SECRET = 'toSecretThatNobodyMaySee';

const secrets = [SECRET];

describe('an attribute that is not accepted', () => {
	const invalid = (more: object) => explain(problem(400, 'invalid-attribute', more));

	it.each([
		['title', 'Title'],
		['ttl', 'Time to Live'],
		['metadata[0].key', 'Metadata'],
		['tags.0', 'Tags'],
		['watermark.id', 'Watermark'],
	])('%s is called %s', (name, label) => {
		const trouble = invalid({ name, title: 'This is too long.' });
		expectReadable(trouble);
		expect(trouble.message).toBe(`api.video does not accept the value of ${label}`);
		expect(trouble.advice).toBe(`${label}: This is too long. Change it and run the step again.`);
	});

	it.each(sentAttributes())('%s is called as the field in the editor: %s', (name, displayName) => {
		const { message } = invalid({ name, title: 'This is odd.' });
		expect(message).toBe(`api.video does not accept the value of ${displayName}`);
	});

	it('that is new reads like a field of the editor', () => {
		const { message } = invalid({ name: 'somethingNew', title: 'This is odd.' });
		expect(message).toBe('api.video does not accept the value of Something New');
	});

	it('is one of several', () => {
		const trouble = invalid({
			name: 'ignored',
			title: 'An attribute is invalid.',
			problems: [
				{ name: 'title', title: 'This attribute must be a string.' },
				{ name: 'tags', title: 'This attribute must be an array.' },
				{ title: 'It has no name.' },
			],
		});
		expectReadable(trouble);
		expect(trouble.message).toBe('api.video does not accept the value of Title, Tags');
		expect(trouble.advice).toContain('Title: This attribute must be a string.');
		expect(trouble.advice).toContain('Tags: This attribute must be an array.');
	});

	it('keeps its sentences apart where the service sends no full stop', () => {
		const { advice } = invalid({ name: 'title', title: 'Too long' });
		expect(advice).toBe('Title: Too long. Change it and run the step again.');
	});

	it('quotes the detail, which says more than the title', () => {
		const detail = 'The "language" attribute is not valid.';
		const { advice } = invalid({ name: 'language', title: 'An attribute is invalid.', detail });
		expect(advice).toContain(detail);
	});

	it('that stands for something unknown names that, and not the video', () => {
		const unknown = problem(404, 'resource-not-found', { name: 'playerId' });
		const { message } = explain(unknown, { subject: 'The video vi1' });
		expect(message).toMatch(/Player/);
		expect(message).not.toMatch(/video vi1 was not found/);
	});

	it('hides secrets that the service repeats', () => {
		const body = { name: 'title', title: `Not ${SECRET}.`, problems: [] };
		const { advice } = explain(problem(400, 'invalid-attribute', body), { secrets });
		expect(advice).toContain('Not [hidden].');
	});
});

describe('an attribute without a name to show', () => {
	it.each(['[0]', '.x', '__'])('is shown as the service wrote it: %j', (name) => {
		const { message } = explain(problem(400, 'invalid-attribute', { name, title: 'No' }));
		expect(message).toBe(`api.video does not accept the value of '${name}'`);
	});

	it.each(['', '  '])('that is blank has none: %j', (name) => {
		const problems = [{ name, title: 'No' }];
		for (const body of [
			{ name, title: 'No' },
			{ name, title: 'No', problems },
		]) {
			const { message } = explain(problem(400, 'invalid-attribute', body));
			expect(message).toBe('api.video declined the request (HTTP 400): No');
		}
		const unknown = explain(problem(404, 'resource-not-found', { name }), { subject: 'It' });
		expect(unknown.message).toBe('It was not found');
	});

	it.each([
		['constructor', 'Constructor'],
		['__proto__', 'Proto'],
		['toString', 'To String'],
	])('is not mistaken for something of the language: %s', (name, label) => {
		const { message } = explain(problem(400, 'invalid-attribute', { name, title: 'No' }));
		expect(message).toBe(`api.video does not accept the value of ${label}`);
	});
});

/** Every attribute of a video that the node can send, under its name in the editor. */
function sentAttributes(): Array<[string, string]> {
	const fields = [additionalFields, updateFields].flatMap(({ options }) => options ?? []);
	// A JSON field is another way to fill in the attribute whose name it begins with.
	const named = (fields as INodeProperties[]).filter(({ name }) => !name.endsWith('Json'));
	return [...new Map(named.map(({ name, displayName }) => [name, displayName]))];
}
