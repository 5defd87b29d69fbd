import { explain } from '../../../nodes/ApiVideo/api/explain';
import { answer, problem } from '../support/handTransport';
import { SLUGS } from '../support/slugs';
import { expectReadable } from '../support/troubles';

const SECRET = 'toSecretThatNobodyMaySee';

const secrets = [SECRET];

describe('what the service says in detail', () => {
	const detail = `Closed until ${SECRET} at noon.`;
	const shown = 'Closed until [hidden] at noon';
	const told = (status: number, body: object) => {
		const trouble = explain(answer(status, { detail, ...body }), { secrets });
		expectReadable(trouble);
		expect(`${trouble.message} ${trouble.advice}`.split(shown)).toHaveLength(2);
		expect(`${trouble.message} ${trouble.advice}`).not.toContain(SECRET);
		return trouble;
	};

	it.each(SLUGS)('is shown once with %s', (slug, status) => {
		const type = `https://docs.api.video/reference/${slug}`;
		told(status, { type, title: 'A title.' });
		told(status, { type, title: 'A title.', name: 'title' });
		told(status, { type, name: 'title', problems: [{ type, title: 'Odd', name: 'title' }] });
	});

	it.each([400, 401, 403, 404, 405, 409, 413, 418, 429, 500, 503])(
		'is shown once with %d and no slug',
		(status) => {
			told(status, {});
			told(status, { title: 'A title.', type: 'https://docs.api.video/reference/brand-new' });
		},
	);

	it('is not looked for in what is no refusal', () => {
		const { message, advice } = explain(answer(200, { detail }), { secrets });
		expect(`${message} ${advice}`).not.toMatch(/Closed until|api\.video says/);
	});

	it('stands in the place of a title that says less', () => {
		expect(told(418, { title: 'A teapot.' }).message).toBe(
			`api.video declined the request (HTTP 418): ${shown}`,
		);
	});

	it('stands behind our own words', () => {
		expect(told(503, {}).advice).toMatch(/ api\.video says: Closed until \[hidden\] at noon\.$/);
	});

	it.each(['', '  ', '.', null, 7, {}])('is nothing where it is none: %j', (none) => {
		const { message, advice } = explain(answer(503, { detail: none }));
		expect(`${message} ${advice}`).not.toContain('api.video says');
		const title = explain(answer(400, { detail: none, title: 'Odd.' })).message;
		expect(title).toBe('api.video declined the request (HTTP 400): Odd');
	});
});

describe('the examples of the specification', () => {
	const type = (slug: string) => `https://docs.api.video/reference/${slug}`;
	const noKey = 'api.video does not accept the API key';

	it.each<[string, number, object, string, RegExp]>([
		[
			'credentials that are refused',
			400,
			{
				type: type('authentication-invalid-user-credentials'),
				title: 'The user credentials were incorrect.',
				name: '',
			},
			noKey,
			/^Check the API key .* Sandbox/,
		],
		[
			'a time that is not expected',
			400,
			{
				type: type('request-invalid-query-parameter'),
				title: 'A query parameter is invalid.',
				detail: 'This field was not expected.',
				name: 'from:2024-05-20T09:15:05+02:00',
			},
			'api.video does not accept the value of From',
			/^From: This field was not expected\. Change it/,
		],
		[
			'a filter',
			400,
			{
				type: type('request-invalid-query-parameter'),
				title: 'A query parameter is invalid.',
				detail: 'This value should not contain more than 2048 characters.',
				name: 'filterBy[referrer]',
			},
			'api.video does not accept the value of Referrers under Filters',
			/^Referrers under Filters: This value should not contain more than 2048 characters\./,
		],
		[
			'a source that is there',
			400,
			{
				type: type('video-source-already-uploaded'),
				title: 'The source of the video is already uploaded.',
				name: 'file',
				problems: [
					{ type: type('video-source-already-uploaded'), title: 'There.', name: 'file' },
					{ type: type('uploaded-file-no-file'), title: 'No file.', name: 'file' },
					{ type: type('uploaded-file-multiple-files'), title: 'Two.', name: 'file' },
				],
			},
			'The video already has its file, uploaded earlier',
			/new video/,
		],
		[
			'a summary that is there',
			409,
			{
				type: type('summary-already-exists'),
				title: 'A summary already exists or is being created on this video.',
				detail: 'You can delete the existing summary and generate a new one.',
				name: 'transcriptSummary',
			},
			'The video already has a summary, or one is being made',
			/^Delete it with Summary > Delete .* api\.video says: You can delete/,
		],
		[
			'several attributes',
			400,
			{
				type: type('attribute-required'),
				title: 'This attribute is required.',
				name: 'events',
				problems: [
					{ type: type('attribute-required'), title: 'It is required.', name: 'events' },
					{ type: type('attribute-required'), title: 'It is required.', name: 'url' },
				],
			},
			'api.video does not accept the value of Events, URL',
			/^Events: It is required\. URL: It is required\./,
		],
	])('%s', (_case, status, body, message, advice) => {
		const trouble = explain(answer(status, { status, ...body }));
		expectReadable(trouble);
		expect(trouble.message).toBe(message);
		expect(trouble.advice).toMatch(advice);
	});
});

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
		['about a range', problem(400, 'video-content-range-brand-new', { title: long })],
		['in an attribute', problem(400, 'invalid-attribute', { name: long, title: 'A title' })],
	])('is cut in the message: %s', (_case, outcome) => {
		shownAtMost(250, explain(outcome).message);
		expectReadable(explain(outcome));
	});

	it.each([
		['of an attribute', problem(400, 'invalid-attribute', { name: 'title', detail: long })],
		['of a slug', problem(400, 'uploaded-file-no-file', { detail: long })],
		['of a status', problem(503, 'some-slug', { detail: long })],
	])('is cut in the advice as well: %s', (_case, outcome) => {
		shownAtMost(400, explain(outcome).advice);
		expectReadable(explain(outcome));
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
