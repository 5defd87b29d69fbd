import { mockWaits } from '../support/credentialClock';
import { accountOf } from '../../../nodes/ApiVideo/api/account';
import { apiRequest } from '../../../nodes/ApiVideo/api/client';
import { Trouble, troubleWithin } from '../../../nodes/ApiVideo/api/trouble';
import { UploadStopped, upload } from '../../../nodes/ApiVideo/upload';
import { callerOf } from '../support/callerOf';
import { response } from '../support/fakeNode';
import { HandTransport } from '../support/handTransport';
import { networkError, wrapped, wrappedWithoutCause } from '../support/httpErrors';
import { memorySource } from '../support/memorySource';
import { shareOf } from '../support/shareOf';
import { N8N_VERSIONS, SigningNode, type Service } from '../support/signingNode';
import { troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';

/** What comes of a request for which n8n has to sign in first. */
async function ask(version: (typeof N8N_VERSIONS)[number], signIn: Service) {
	const node = new SigningNode(version, async (request) =>
		request.url.endsWith('/auth/api-key') ? await signIn(request) : response(200, {}),
	);
	node.stored.accessToken = '';
	const clock = new VirtualClock(() => 1);
	const caller = callerOf(node.execution, clock);
	const { reads } = caller.lines.line(accountOf(node.stored));
	const pause = jest.spyOn(reads.pace, 'pause');
	const run = async () => await apiRequest(caller, { method: 'GET', path: '/videos/vi1' });
	return { node, clock, pause, run };
}

describe.each(N8N_VERSIONS)('n8n %s', (version) => {
	it('holds back writes and nothing else where signing in is refused by the rate limit', async () => {
		let refusals = 0;
		const { run, pause } = await ask(version, async () =>
			refusals++ < 20
				? response(429, {}, { 'x-ratelimit-retry-after': '7' })
				: response(200, { access_token: 'new' }),
		);
		expect(await run()).toEqual({});
		// Signing in has given up once or more, and the request has gone on.
		expect(refusals).toBe(21);
		expect(mockWaits.length).toBeGreaterThan(0);
		expect(pause).not.toHaveBeenCalled();
	});

	it('tells of the rate limit in the end', async () => {
		const { run } = await ask(version, async () => response(429, {}));
		const trouble = await troubleOf(() => run());
		expect([trouble.httpStatus, trouble.message]).toEqual([
			429,
			expect.stringMatching(/rate limit.*\(tried for 15 minutes\)$/),
		]);
	});

	it('tells after three look-ups of an address that nobody knows', async () => {
		const { run, node } = await ask(version, async () => {
			throw networkError('ENOTFOUND');
		});
		const { message } = await troubleOf(() => run());
		expect(message).toMatch(/^The address of the service is not known: https:/);
		expect(node.count('/auth/api-key')).toBe(3);
	});
});

it.each([wrapped, wrappedWithoutCause])('n8n hands on what is known of it', (wrap) => {
	for (const passing of [undefined, {}, { unknownAddress: true, outageMs: 1234 }]) {
		const trouble = new Trouble('What happened', 'What to do.', undefined, undefined, passing);
		const { passes, passing: found } = troubleWithin(wrap(trouble)) ?? trouble;
		expect([passes, found?.outageMs ?? 0]).toEqual([trouble.passes, passing?.outageMs ?? 0]);
		expect(found?.unknownAddress ?? false).toBe(passing?.unknownAddress ?? false);
	}
});

it('an upload whose signing in is refused by the rate limit does not hold back other uploads', async () => {
	const clock = new VirtualClock(() => 1);
	const share = shareOf(clock);
	const pause = jest.spyOn(share.lane.pace, 'pause');
	const transport = new HandTransport('apiKey', () => ({
		kind: 'noAnswer',
		what: 'The rate limit was reached',
		permanent: false,
		notSent: true,
		limited: true,
	}));
	const stopped: unknown = await upload(memorySource(Buffer.alloc(10)), transport, share, {
		videoId: 'vi1',
	}).catch((reason: unknown) => reason);
	expect(stopped).toBeInstanceOf(UploadStopped);
	expect(stopped).toMatchObject({ reason: 'rateLimited', progress: { unanswered: 0 } });
	expect(pause).not.toHaveBeenCalled();
	// It was never sent, so there is nothing to ask.
	expect(transport.asked).toEqual([]);
});
