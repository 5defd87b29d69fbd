import type { Outcome } from '../../../nodes/ApiVideo/upload';
import { judge, type Situation, type Verdict } from '../../../nodes/ApiVideo/upload/judge';
import { answer, created, lost, problem } from '../support/handTransport';

const calm: Situation = { videoId: 'vi1', inDoubt: false, fresh: false, date: 0 };
const inDoubt: Situation = { ...calm, inDoubt: true };
const firstWithToken: Situation = { inDoubt: false, fresh: false, date: 0 };
const stop = (reason: string) => ({ next: 'stop', reason });

describe('judge', () => {
	it.each<[string, Outcome, Situation, object]>([
		['201 with the video', created(), calm, { next: 'goOn', video: { videoId: 'vi1' } }],
		['201 for the first token chunk', created('vi9'), firstWithToken, { next: 'goOn' }],
		['201 with cut JSON', answer(201, '{"videoId":"vi'), calm, { next: 'findOut' }],
		['200 with a proxy page', answer(200, '<html>'), calm, { next: 'findOut' }],
		['201 with another video', created('vi2'), calm, { next: 'findOut' }],
		['201 with an empty id', created(''), calm, { next: 'findOut' }],
		['no answer', lost(), calm, { next: 'findOut' }],
		['what could not be signed', { ...lost(), notSent: true } as Outcome, calm, { next: 'later' }],
		['no answer for ever', lost(true), calm, stop('unreachable')],
		['500', answer(500), calm, { next: 'findOut' }],
		['502 with a proxy page', answer(502, '<html>'), calm, { next: 'findOut' }],
		['504', answer(504), calm, { next: 'findOut' }],
		['408, after which the bytes may have arrived', answer(408), calm, { next: 'findOut' }],
		['425', answer(425), calm, { next: 'wait' }],
		['429', answer(429), calm, { next: 'wait', milliseconds: undefined }],
		[
			'429 with the header of api.video',
			answer(429, {}, { 'x-ratelimit-retry-after': '7' }),
			calm,
			{ next: 'wait', milliseconds: 7000 },
		],
		[
			'overlap after a doubtful try',
			problem(400, 'video-content-range-by-bytes-range-overlap'),
			inDoubt,
			{ next: 'compare' },
		],
		[
			'part sent already after a doubtful try',
			problem(400, 'video-content-range-by-part-part-already-sent'),
			inDoubt,
			{ next: 'compare' },
		],
		[
			'source uploaded already after a doubtful try',
			problem(400, 'video-source-already-uploaded'),
			inDoubt,
			{ next: 'compare' },
		],
		[
			'overlap out of the blue',
			problem(400, 'video-content-range-by-bytes-range-overlap'),
			calm,
			stop('conflict'),
		],
		[
			'overlap when no video is known yet',
			problem(400, 'video-content-range-by-bytes-range-overlap'),
			{ ...firstWithToken, inDoubt: true },
			stop('conflict'),
		],
		[
			'401 with the key',
			problem(401, 'authentication-invalid-access-token'),
			calm,
			stop('authentication'),
		],
		[
			'401 with a token',
			problem(401, 'authentication-invalid-upload-token'),
			firstWithToken,
			stop('authentication'),
		],
		['403', problem(403, 'authorization-suspended-account'), calm, stop('rejected')],
		['404', problem(404, 'resource-not-found'), calm, stop('rejected')],
		[
			'404 for a container that was made a moment ago',
			problem(404, 'resource-not-found'),
			{ ...calm, fresh: true },
			{ next: 'later' },
		],
		['413 of a proxy', answer(413, '<html>'), calm, stop('rejected')],
		['a redirect', answer(302, ''), calm, stop('rejected')],
	])('%s', (_case, outcome, situation, expected) => {
		const verdict: Verdict = judge(outcome, situation);
		expect(verdict).toMatchObject(expected);
	});
});
