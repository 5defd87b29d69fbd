import type { INodeProperties } from 'n8n-workflow';
import { explain } from '../../../nodes/ApiVideo/api/explain';
import { additionalFields } from '../../../nodes/ApiVideo/resources/video/uploadFields';
import { updateFields } from '../../../nodes/ApiVideo/resources/video/updateFields';
import { answer, lost, problem } from '../support/handTransport';
import { expectReadable, FORBIDDEN } from '../support/troubles';

const SECRET = 'toSecretThatNobodyMaySee';
const BY_BYTES = 'video-content-range-by-bytes-';
const BY_PART = 'video-content-range-by-part-';

/** Every slug that api.video documents, and the status it comes with. */
const SLUGS: Array<[string, number]> = [
	['authentication-invalid-api-key', 401],
	['authentication-invalid-access-token', 401],
	['authentication-invalid-authorization-header-value', 401],
	['authentication-missing-authorization-header', 401],
	['authentication-invalid-refresh-token', 401],
	['authentication-invalid-upload-token', 401],
	['authentication-missing-upload-token', 401],
	['authorization-suspended-account', 403],
	['resource-not-found', 404],
	['unrecognized-request-url', 404],
	['method-not-allowed', 405],
	['invalid-attribute', 400],
	['attribute-required', 400],
	['invalid-payload', 400],
	['invalid-query-parameter', 400],
	['request-invalid-query-parameter', 400],
	['webhook-limit-reached', 400],
	['summary-already-exists', 409],
	['too-many-requests', 429],
	['uploaded-file-empty', 400],
	['uploaded-file-invalid-file', 400],
	['uploaded-file-extension-invalid', 400],
	['uploaded-file-multiple-files', 400],
	['uploaded-file-no-file', 400],
	['uploaded-file-too-large', 400],
	['video-source-already-uploaded', 400],
	['video-source-already-downloaded', 400],
	['video-source-already-copied', 400],
	['video-content-range-malformed', 400],
	['video-content-range-already-initiated', 400],
	['video-content-range-started-with-bytes', 400],
	['video-content-range-started-with-part', 400],
	[`${BY_BYTES}different-total-bytes`, 400],
	[`${BY_BYTES}from-byte-too-high`, 400],
	[`${BY_BYTES}range-mismatch`, 400],
	[`${BY_BYTES}range-overlap`, 400],
	[`${BY_BYTES}range-too-small`, 400],
	[`${BY_BYTES}range-too-large`, 400],
	[`${BY_BYTES}to-byte-too-high-allowed`, 400],
	[`${BY_BYTES}to-byte-too-high-total`, 400],
	[`${BY_BYTES}total-bytes-too-high`, 400],
	[`${BY_BYTES}total-bytes-too-low`, 400],
	[`${BY_BYTES}total-bytes-zero`, 400],
	[`${BY_PART}different-total-parts`, 400],
	[`${BY_PART}part-already-sent`, 400],
	[`${BY_PART}part-too-high-allowed`, 400],
	[`${BY_PART}part-too-high-total`, 400],
	[`${BY_PART}part-zero`, 400],
	[`${BY_PART}total-parts-too-high`, 400],
	[`${BY_PART}total-parts-too-low`, 400],
	[`${BY_PART}total-parts-zero`, 400],
	[`${BY_PART}uploaded-file-too-small`, 400],
];

const secrets = [SECRET];

describe('every slug of api.video', () => {
	it.each(SLUGS)('%s has words and advice', (slug, status) => {
		const title = `It speaks of ${SECRET}`;
		const trouble = explain(problem(status, slug, { title }), {
			subject: 'The video vi1',
			secrets,
		});
		expectReadable(trouble);
		expect(`${trouble.message} ${trouble.advice} ${trouble.stack}`).not.toContain(SECRET);
		expect(trouble.httpStatus).toBe(status);
	});

	it.each(SLUGS)('%s has words and advice without anything but a type', (slug, status) => {
		const type = `https://docs.api.video/reference/${slug}/`;
		expectReadable(explain(answer(status, { type })));
	});

	it.each(SLUGS)('%s decides, not the wording of the title', (slug, status) => {
		const [one, two] = ['Alpha', 'Beta'].map((title) => explain(problem(status, slug, { title })));
		expect(two.message.replace('Beta', 'Alpha')).toBe(one.message);
		expect(two.advice.replace('Beta', 'Alpha')).toBe(one.advice);
	});
});

describe('the words', () => {
	it.each<[string, number, RegExp, RegExp]>([
		['authentication-invalid-api-key', 401, /does not accept the API key/, /Sandbox.*Production/],
		['authentication-invalid-access-token', 401, /does not accept the API key/, /Sandbox/],
		['authentication-invalid-upload-token', 401, /delegated token is not valid/, /Time to Live/],
		['authentication-missing-upload-token', 401, /No delegated token/, /Delegated Token/],
		['authorization-suspended-account', 403, /account is suspended/, /support/],
		['resource-not-found', 404, /^The video vi1 was not found/, /Production or Sandbox/],
		['too-many-requests', 429, /rate limit/, /100 a minute in Production and 40 in Sandbox/],
		['uploaded-file-empty', 400, /file is empty/, /step that brings the file/],
		['uploaded-file-too-large', 400, /too large/, /30 GiB/],
		['uploaded-file-invalid-file', 400, /cannot use this file as a video/, /Input Binary Field/],
		['uploaded-file-extension-invalid', 400, /cannot use this file/, /Input Binary Field/],
		['video-source-already-uploaded', 400, /already has its file, uploaded/, /new video/],
		['video-source-already-downloaded', 400, /imported from a web address/, /new video/],
		['video-source-already-copied', 400, /copied from another video/, /new video/],
		[`${BY_BYTES}range-overlap`, 400, /Somebody else is uploading/, /one execution/],
		[`${BY_BYTES}total-bytes-too-high`, 400, /too large/, /30 GiB/],
		['webhook-limit-reached', 400, /no further webhook/, /Webhook > Delete/],
	])('of %s', (slug, status, what, advice) => {
		const title = 'A title of the service';
		const trouble = explain(problem(status, slug, { title }), { subject: 'The video vi1' });
		expect(trouble.message).toMatch(what);
		expect(trouble.advice).toMatch(advice);
	});

	it.each<[string, RegExp]>([
		['uploaded-file-too-large', /^The file is too large for a watermark$/],
		['uploaded-file-invalid-file', /cannot use this file as a watermark: A title$/],
		['uploaded-file-extension-invalid', /cannot use this file as a watermark: A title$/],
		['uploaded-file-no-file', /did not take the file as a watermark: A title$/],
	])('of %s do not speak of a video where the file is none', (slug, what) => {
		const refused = problem(400, slug, { title: 'A title' });
		const trouble = explain(refused, { fileUse: 'a watermark' });
		expectReadable(trouble);
		expect(trouble.message).toMatch(what);
		expect(`${trouble.message} ${trouble.advice}`).not.toMatch(/\bvideo\b(?<!api\.video)|GiB/);
	});

	it.each([500, 502, 503, 504])('of a %d say that it may pass', (status) => {
		const trouble = explain(answer(status, { status }));
		expectReadable(trouble);
		expect(trouble.message).toBe(`api.video could not answer (HTTP ${status})`);
		expect(trouble.advice).toMatch(/later.*Retry On Fail/);
	});

	it('of an unknown slug quote the title', () => {
		const trouble = explain(problem(418, 'brand-new', { title: 'A teapot' }));
		expectReadable(trouble);
		expect(trouble.message).toBe('api.video declined the request (HTTP 418): A teapot');
	});

	it.each(['brand-new', 'uploaded-file-invalid-file'])(
		'end without a full stop, though the titles of the service have one: %s',
		(slug) => {
			expectReadable(explain(problem(400, slug, { title: 'This file is odd.' })));
		},
	);

	it.each(['constructor', 'toString', '__proto__'])('do not trip over the slug %s', (slug) => {
		expectReadable(explain(problem(400, slug, { title: 'Odd' })));
	});

	it.each([200, 201])('do not say that an answer with %d declines something', (status) => {
		const trouble = explain(answer(status, { videoId: 'viOfSomebodyElse', title: 'A title' }));
		expectReadable(trouble);
		expect(trouble.message).not.toMatch(/declined|not accept/);
	});

	it('do not call a wrong address a wrong ID', () => {
		const { advice } = explain(problem(404, 'unrecognized-request-url'));
		expect(advice).toContain('Base URL');
	});
});

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

describe('what does not come from api.video', () => {
	it.each([200, 400, 401, 403, 404, 413, 500, 502])('a page with %d', (status) => {
		const trouble = explain(answer(status, `<html><h1>Error ${SECRET}</h1>`));
		expectReadable(trouble);
		expect(trouble.message).toBe(
			`The answer did not come from the API of api.video (HTTP ${status})`,
		);
		expect(trouble.advice).toMatch(/proxy or firewall.*Base URL/);
		expect(trouble.httpStatus).toBe(status);
	});

	it.each([301, 302, 307, 308])('a redirect: %d', (status) => {
		const trouble = explain(answer(status, ''));
		expectReadable(trouble);
		expect(trouble.message).toBe(
			`The service sent a redirect (HTTP ${status}) instead of an answer`,
		);
		expect(trouble.advice).toContain('Base URL');
	});

	it('a page with 429 is still the rate limit', () => {
		expect(explain(answer(429, '<html>')).message).toContain('rate limit');
	});
});

describe('no answer', () => {
	it('that may come later', () => {
		const trouble = explain(lost());
		expectReadable(trouble);
		expect(trouble.message).toBe('The connection was closed before the service answered');
		expect(trouble.advice).toContain('Retry On Fail');
		expect(trouble.httpStatus).toBeUndefined();
	});

	it('that will never come', () => {
		const trouble = explain(lost(true));
		expectReadable(trouble);
		expect(trouble.advice).toContain('Trying again without a change will not help');
	});

	it('hides secrets', () => {
		const what = `n8n could not send ${SECRET}`;
		const { message } = explain({ kind: 'noAnswer', what, permanent: true }, { secrets });
		expect(message).toBe('n8n could not send [hidden]');
		expect(message).not.toMatch(FORBIDDEN);
	});
});

/** Every attribute of a video that the node can send, under its name in the editor. */
function sentAttributes(): Array<[string, string]> {
	const fields = [additionalFields, updateFields].flatMap(({ options }) => options ?? []);
	const named = (fields as INodeProperties[]).filter(({ name }) => !name.endsWith('Action'));
	return [...new Map(named.map(({ name, displayName }) => [name, displayName]))];
}

describe('what the service repeats of a long value', () => {
	const long = 'ab '.repeat(100_000);
	const shownAtMost = (count: number, words: string) => {
		expect(words.length).toBeLessThan(count);
		expect(words).toContain('…');
	};

	it.each<[string, Parameters<typeof explain>[0]]>([
		['in a title', problem(400, 'some-slug', { title: long })],
		['in a detail', problem(400, 'some-slug', { title: 'A title', detail: long })],
		['about a file', problem(400, 'uploaded-file-invalid-file', { title: long })],
		['about a range', problem(400, `${BY_BYTES}range-mismatch`, { title: long })],
		['in an attribute', problem(400, 'invalid-attribute', { name: long, title: 'A title' })],
	])('is cut in the message: %s', (_case, outcome) => {
		shownAtMost(250, explain(outcome).message);
		expectReadable(explain(outcome));
	});

	it('is cut in the advice as well', () => {
		const outcome = problem(400, 'invalid-attribute', { name: 'title', detail: long });
		shownAtMost(250, explain(outcome).advice);
	});

	it('is cut where it names what is asked for', () => {
		const outcome = problem(404, 'resource-not-found');
		shownAtMost(250, explain(outcome, { subject: `The video ${long}` }).message);
	});

	it('is counted where there are many attributes', () => {
		const problems = Array.from({ length: 1000 }, (_, index) => ({
			name: `a${index}`,
			title: 'No',
		}));
		const { message, advice } = explain(problem(400, 'invalid-attribute', { problems }));
		expect(message).toMatch(/of A ?0, A ?1, A ?2, A ?3, A ?4 and 995 more$/);
		expect(advice.length).toBeLessThan(100);
	});

	it('holds no half of a secret', () => {
		const title = `${'x'.repeat(90)} ${SECRET}`;
		const { message } = explain(problem(400, 'some-slug', { title }), { secrets: [SECRET] });
		expect(message).toContain('x [hidden');
		expect(message).not.toContain(SECRET.slice(0, 5));
	});
});

describe('an attribute without a name to show', () => {
	it.each(['[0]', '.x', '  ', '__'])('is shown as the service wrote it: %j', (name) => {
		const { message } = explain(problem(400, 'invalid-attribute', { name, title: 'No' }));
		expect(message).toBe(`api.video does not accept the value of '${name}'`);
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
