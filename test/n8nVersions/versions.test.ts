import { seeStandIn } from './standIn';
import { N8N_VERSION } from '../../scripts/lib/lab';
import type { N8nVersion } from '../unit/support/signingNode';
import { HELPER_CASES } from './helperCases';
import type { AllSeen } from './see';
import { seeIn, START_TIMEOUT } from './seeIn';

// The compiled node in the real n8n-core and n8n-workflow of every version that differs from the others, on the
// Node that this n8n runs on: the last n8n 1, the last n8n for Node 20, the last one whose errors lose their cause,
// and the newest. What is expected of the node is the same in all of them.

const VERSIONS: Array<[n8n: string, standIn: N8nVersion, node: number]> = [
	['1.123.81', 'below 2.10', 20],
	['2.8.4', 'below 2.10', 20],
	['2.33.7', '2.10 to 2.33', 22],
	[N8N_VERSION, 'from 2.34', 24],
];

describe.each(VERSIONS)('n8n %s', (version, standIn, oldestNode) => {
	let seen: AllSeen;
	beforeAll(async () => {
		seen = await seeIn(version);
	}, START_TIMEOUT);

	describe('its helper for signed requests', () => {
		it.each(HELPER_CASES)('does what the stand-in does: $name', async (one) => {
			expect(seen.helper[one.name]).toEqual(await seeStandIn(standIn, one));
		});

		it('renews an access token by itself only where it knows exceptions, from 2.10 on', () => {
			const { asked, status } = seen.helper['an expired token, all statuses but 401 ignored'];
			expect([asked.length, status]).toEqual(standIn === 'below 2.10' ? [1, 401] : [3, 200]);
			expect(seen.helper['an expired token, no status ignored'].status).toBe(200);
		});

		it('keeps the cause of what it throws from 2.34 on, the code everywhere', () => {
			const { thrown = [] } = seen.helper['a connection that is reset'];
			expect(thrown.length > 1).toBe(standIn === 'from 2.34');
			expect(thrown[0].httpCode).toBe('ECONNRESET');
		});
	});

	it('sends an item out of the error output by its fields', () => {
		const { errorMessageAndDetails, ...others } = seen.host.leavesBy;
		expect(others).toEqual({ error: 1, errorAndMessage: 1, errorAndField: 0 });
		expect(errorMessageAndDetails).toBe(standIn === 'from 2.34' ? 1 : 0);
	});

	it('hands over no expression that stands for a whole collection of rows', () => {
		const { collection, rows } = seen.host.rows;
		expect(collection).toEqual({});
		const { entry } = rows as { entry: object[] };
		expect(entry.length).toBeGreaterThan(1);
		expect(entry).toEqual(Array(entry.length).fill({ key: '', value: '' }));
	});

	it('says that there is no credential in words that the node knows', () => {
		expect(seen.host.noCredential).toMatch(/^Node does not have any credentials set/);
		expect(seen.node.noCredential).toEqual({
			message: 'This step has no api.video credential, or one that was deleted [item 0]',
			requests: [],
		});
	});

	it('tells an execution that it was cancelled, and lists nothing of the kind', () => {
		expect(seen.host.cancellable).toBe(true);
		expect(seen.node.expiredInEditor.cancellable).toBe(false);
		expect(seen.node.cancelled).toEqual({ status: 'canceled' });
	});

	it('runs on a Node on which waits end, and memory is freed where that can be done', () => {
		const { major, ...platform } = seen.platform;
		expect(Math.min(major, 24)).toBe(oldestNode);
		expect(platform).toEqual({
			bytesAfterDiscard: oldestNode < 22 ? 1024 : 0,
			waitEnded: true,
			addressesRefused: 0,
		});
	});

	it('tests a delegated token: only the answer that no file came says that it is valid', () => {
		const { 400: noFile, 401: noToken, ...others } = seen.tokenTest;
		expect(noFile).toBe('');
		expect(noToken).toMatch(/^The delegated token is not valid/);
		const byN8n = standIn !== 'below 2.10';
		for (const [status, told] of Object.entries(others)) {
			expect(told).toContain(byN8n ? 'refused' : `is valid (HTTP ${status})`);
		}
		expect(Object.keys(others)).toHaveLength(9);
	});

	it('uploads files, whole and in chunks', () => {
		expect(seen.node.whole).toEqual({ arrived: true, requests: 1, signIns: 1 });
		expect(seen.node.chunks).toEqual({ arrived: true, requests: 3, signIns: 1 });
		expect(seen.node.chunkReset).toEqual({ arrived: true, requests: 4, signIns: 1 });
	});

	it('renews an access token that has expired, wherever that is noticed', () => {
		expect(seen.node.expired).toEqual({ signIns: 1 });
		expect(seen.node.expiredInEditor).toMatchObject({ found: 1, signIns: 1 });
		expect(seen.node.expiredInTrigger).toEqual({
			deactivated: true,
			created: 1,
			deleted: 1,
			signIns: 2,
		});
		expect(seen.node.tokenRunsOut).toMatchObject({ arrived: true, signIns: 2 });
	});

	it('hands out a body as a stream that waits for its reader, and ends with its signal', () => {
		const { statuses, paths, encodings, heldBack } = seen.web;
		expect(statuses).toEqual([404, 302, 200]);
		expect(paths).toEqual(['/none', '/moved', '/film']);
		expect(encodings).toEqual(['identity']);
		expect(heldBack).toBe(true);
	});

	it('renews an access token of OAuth2 only where a 401 is thrown', () => {
		expect(seen.web.renewal).toEqual({
			ignored: { status: 401, renewed: 0 },
			thrown: { status: 200, renewed: 1 },
		});
	});

	it('uploads from a web address, and renews the sign-in to its server once', () => {
		expect(seen.web.plain).toEqual({ arrived: true });
		expect(seen.web.oAuth2).toEqual({ arrived: true, renewed: 1, stored: 'access-token-2' });
	});

	it('shows what happened and what to do about it on the error output', () => {
		const error = 'The video viNobodyKnows was not found [item 0]';
		expect(seen.node.errorOutput).toEqual({
			items: [0, 1],
			json: { error, message: expect.stringMatching(/not found \[item 0\]\. Check the ID\./) },
		});
	});

	it.each<[keyof AllSeen['node'], string, string, number]>([
		['reset', 'The connection was closed before the service answered: BASE', 'GET /videos', 8],
		[
			'signInReset',
			'The connection was closed before the service answered: BASE',
			'POST /auth/api-key',
			8,
		],
		['signIn503', 'api.video could not answer (HTTP 503)', 'POST /auth/api-key', 8],
		[
			'wrongKey',
			'api.video does not accept the API key in the custom environment',
			'POST /auth/api-key',
			1,
		],
		['nobody', 'The service refused the connection: http://127.0.0.1:1', '', 0],
	])('says what happened: %s', (name, message, request, times) => {
		const stopped = seen.node[name] as AllSeen['node']['nobody'];
		// A minute, and half the backoff that goes beyond it.
		const tried = name === 'wrongKey' ? '' : ' (tried for 62 seconds)';
		expect(stopped.message).toBe(`${message}${tried} [item 0]`);
		expect(stopped.requests.filter((one) => one === request)).toHaveLength(times);
	});
});
