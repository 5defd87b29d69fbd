import { explain } from '../../../nodes/ApiVideo/api/explain';
import { answer, lost, problem } from '../support/handTransport';
import { SLUGS } from '../support/slugs';
import { expectReadable, FORBIDDEN } from '../support/troubles';

const SECRET = 'toSecretThatNobodyMaySee';

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

	it.each(SLUGS)(
		'%s has words for every use of a file and every kind of request',
		(slug, status) => {
			const uses = [undefined, 'a thumbnail', 'a watermark', 'a logo', 'captions', 'chapters'];
			for (const fileUse of uses) {
				for (const yes of [true, false]) {
					const more = { fileUse, withoutFile: yes, withToken: yes, rerunnable: yes };
					expectReadable(explain(problem(status, slug, { title: 'A title.' }), more));
					expectReadable(explain(problem(status, slug, { name: 'file', detail: 'More' }), more));
				}
			}
		},
	);

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
		['authentication-invalid-user-credentials', 400, /does not accept the API key/, /Sandbox/],
		['authentication-invalid-upload-token', 401, /delegated token is not valid/, /Time to Live/],
		['summary-already-exists', 409, /already has a summary/, /Summary > Delete/],
		['authentication-missing-upload-token', 401, /No delegated token/, /Delegated Token/],
		['authorization-suspended-account', 403, /account is suspended/, /support/],
		['resource-not-found', 404, /^The video vi1 was not found/, /Production or Sandbox/],
		['too-many-requests', 429, /rate limit/, /100 a minute in Production and 40 in Sandbox/],
		['webhook-limit-reached', 400, /no further webhook/, /Webhook > Delete/],
	])('of %s', (slug, status, what, advice) => {
		const title = 'A title of the service';
		const trouble = explain(problem(status, slug, { title }), { subject: 'The video vi1' });
		expect(trouble.message).toMatch(what);
		expect(trouble.advice).toMatch(advice);
	});

	it('of a token that is not valid tell also those who have no API key what to do', () => {
		const { advice } = explain(problem(401, 'authentication-invalid-upload-token'));
		expect(advice).toContain('or ask whoever gave it to you for one');
	});

	it('of a token that is not valid do not advise to resume', () => {
		const { advice } = explain(problem(401, 'authentication-invalid-upload-token'));
		expect(advice).toMatch(/^Create a new one with Delegated Token > Create/);
		expect(advice).not.toMatch(/resume|run the step again/i);
	});

	it.each([408, 425, 500, 501, 502, 503, 504, 521])('of a %d say that it may pass', (status) => {
		const trouble = explain(answer(status, { status }));
		expectReadable(trouble);
		expect(trouble.message).toBe(`api.video could not answer (HTTP ${status})`);
		expect(trouble.advice).toMatch(/^Try again later\. .*network, the proxy, .*Base URL/);
	});

	it('name Retry On Fail only where the step can be run again without harm', () => {
		for (const outcome of [answer(503, {}), answer(503, '<html>'), answer(200, {}), lost()]) {
			const harmless = explain(outcome, { rerunnable: true });
			expectReadable(harmless);
			expect(harmless.advice).toMatch(/^Run the step again later\. With "Retry On Fail"/);
			for (const rerunnable of [false, undefined]) {
				const { advice } = explain(outcome, { rerunnable });
				expect(advice).toMatch(/^Try again later\./);
				expect(advice).not.toMatch(/Retry On Fail|[Rr]un the step again/);
			}
		}
	});

	it.each(SLUGS)('of %s never name Retry On Fail by themselves', (slug, status) => {
		expect(explain(problem(status, slug)).advice).not.toContain('Retry On Fail');
		expect(explain(answer(status, '<html>')).advice).not.toContain('Retry On Fail');
	});

	it('of an unknown slug quote the title', () => {
		const trouble = explain(problem(418, 'brand-new', { title: 'A teapot' }));
		expectReadable(trouble);
		expect(trouble.message).toBe('api.video declined the request (HTTP 418): A teapot');
	});

	it('of too many requests advise what lowers their number, as the node shares the limit itself', () => {
		const { advice } = explain(problem(429, 'too-many-requests'));
		expect(advice).toMatch(/other workflows, workers and programs .* a larger Chunk Size/);
		expect(advice).not.toMatch(/Parallel Uploads|fewer items/);
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

describe('what does not come from api.video', () => {
	it.each([200, 400, 401, 403, 404, 451])('a page with %d', (status) => {
		const trouble = explain(answer(status, `<html><h1>Error ${SECRET}</h1>`));
		expectReadable(trouble);
		expect(trouble.message).toBe(
			`The answer did not come from the API of api.video (HTTP ${status})`,
		);
		expect(trouble.advice).toMatch(/proxy or firewall.*Base URL/);
		expect(trouble.httpStatus).toBe(status);
	});

	it.each(['<html>', '', { status: 407, title: 'No' }])(
		'a 407, whatever comes along: %j',
		(body) => {
			const { message, advice, passes } = explain(answer(407, body));
			expect(message).toBe('The proxy of n8n asks for a sign-in (HTTP 407)');
			expect(advice).toMatch(/user name and the password of the proxy .* HTTPS_PROXY/);
			expect(passes).toBe(false);
		},
	);

	it.each([408, 425, 500, 502, 503, 504, 521])('a page with %d is told to pass', (status) => {
		for (const body of ['<html><h1>Service Unavailable</h1>', '', ['a'], null]) {
			const trouble = explain(answer(status, body));
			expectReadable(trouble);
			expect(trouble.message).toBe(
				`api.video, or a proxy in front of it, could not answer (HTTP ${status})`,
			);
			expect(trouble.advice).toMatch(/^Try again later\./);
		}
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
		const { message, advice } = explain(answer(429, '<html>'));
		expect(message).toContain('rate limit');
		expect(advice).toMatch(/^Run the step again in a few minutes/);
	});
});

describe('a request that is too large for a proxy', () => {
	it.each<[string, object, RegExp]>([
		[
			'with a video',
			{},
			/^Set Chunk Size under Options to less than the limit of the proxy, such as 50 MiB/,
		],
		['with a video and a token', { withToken: true }, /^Set Chunk Size/],
		[
			'with as little of a video as there can be',
			{ cannotBeShorter: true },
			/^Have the limit of the proxy raised, to 6 MiB or more: no Chunk Size makes/,
		],
		['with an image', { fileUse: 'a logo' }, /^Use a smaller file, or have the limit/],
		['with values', { withoutFile: true }, /^Shorten the values of this step, or have the limit/],
	])('%s', (_case, circumstances, advice) => {
		for (const body of ['<html>413 Request Entity Too Large', '', { message: 'Too Large' }]) {
			const trouble = explain(answer(413, body), circumstances);
			expectReadable(trouble);
			expect(trouble.message).toMatch(/ a proxy.* takes no request of this size \(HTTP 413\)$/);
			expect(/^Something between n8n and api\.video/.test(trouble.message)).toBe(
				typeof body === 'string',
			);
			expect(trouble.advice).toMatch(advice);
			expect(trouble.httpStatus).toBe(413);
		}
	});

	it('is something else than a file that is too large for api.video', () => {
		const { message, advice } = explain(problem(413, 'uploaded-file-too-large'));
		expect(message).toBe('The file is too large for api.video');
		expect(advice).toContain('30 GiB');
	});
});

describe('no answer', () => {
	it('that may come later', () => {
		const trouble = explain(lost());
		expectReadable(trouble);
		expect(trouble.message).toBe('The connection was closed before the service answered');
		expect(trouble.advice).toMatch(/^Try again later\./);
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
