import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import type { LeftOver } from '../../../nodes/ApiVideo/resources/video/clearUp';
import {
	explainCancelled,
	explainStopped,
} from '../../../nodes/ApiVideo/resources/video/explainStopped';
import { Unreadable } from '../../../nodes/ApiVideo/n8n/unreadable';
import type { Remains } from '../../../nodes/ApiVideo/resources/video/whatIsLeft';
import {
	MIB,
	SourceError,
	UploadStopped,
	type Outcome,
	type Patience,
	type Progress,
	type StopReason,
} from '../../../nodes/ApiVideo/upload';
import { answer, lost, problem } from '../support/handTransport';
import { expectReadable } from '../support/troubles';

const PROGRESS: Progress = {
	videoId: 'vi1',
	totalBytes: 300 * MIB,
	arrivedBytes: 200 * MIB,
	resumedBytes: 0,
	requests: 4,
	retries: 0,
	possibleCopy: false,
	unconfirmed: false,
	unanswered: 0,
};

const PATIENCE = {
	milliseconds: 0,
	ranOut: false,
	othersMs: 0,
	keepTryingMs: 900_000,
	countsMs: Infinity,
};

const KEPT: Remains = { progress: PROGRESS, leftOver: 'kept', keyed: false, made: true };

function told(
	outcome: Outcome,
	progress: Partial<Progress> = {},
	leftOver: LeftOver = 'kept',
	tries = 1,
	more: Partial<Remains> = {},
	reason: StopReason = 'rejected',
	patience: Partial<Patience> = {},
): Trouble {
	const remains = { ...KEPT, progress: { ...PROGRESS, ...progress }, leftOver, ...more };
	const stopped = new UploadStopped(reason, remains.progress, outcome, tries, {
		...PATIENCE,
		...patience,
	});
	const trouble = explainStopped(stopped, 'film.mp4', remains, {
		secrets: ['toSecret1'],
		withToken: leftOver === 'outOfReach',
	});
	if (!(trouble instanceof Trouble)) throw new Error('The test expects a Trouble');
	expectReadable(trouble);
	return trouble;
}

const GONE = problem(404, 'resource-not-found');
const REFUSED = problem(403, 'authorization-suspended-account');

describe('what ended an upload', () => {
	it('tells what happened, with the status, and how often it was tried', () => {
		const once = told(answer(503, { status: 503 }));
		expect([once.message, once.httpStatus]).toEqual(['api.video could not answer (HTTP 503)', 503]);
		expect(told(lost(), {}, 'kept', 10).message).toBe(
			'The connection was closed before the service answered (tried 10 times)',
		);
	});

	it('tells for how long it was tried, and how to wait longer where that helps', () => {
		const after = (outcome: Outcome, ranOut: boolean, leftOver: LeftOver = 'kept') =>
			told(outcome, {}, leftOver, 36, {}, 'unreachable', { milliseconds: 901_500, ranOut });
		const outlasted = after(lost(), true);
		expect(outlasted.message).toBe(
			'The connection was closed before the service answered (tried 36 times in 15 minutes)',
		);
		expect(outlasted.advice).toMatch(/set Keep Trying For under Options to more minutes\. 200 of/);
		// The service is there, or the file is.
		expect(after(answer(503, { status: 503 }), false).advice).not.toContain('Keep Trying For');
		expect(after(lost(), true, 'complete').advice).not.toContain('Keep Trying For');
	});

	it('tells for how long it was tried where one try has taken all of that time', () => {
		const after = (milliseconds: number, ranOut: boolean) =>
			told(lost(), {}, 'kept', 1, {}, 'unreachable', { milliseconds, ranOut }).message;
		const what = 'The connection was closed before the service answered';
		expect(after(6400, true)).toBe(`${what} (tried for 6 seconds)`);
		// Nothing was to be waited out, or it was refused once all had been sent.
		expect(after(100, true)).toBe(what);
		expect(after(6400, false)).toBe(what);
	});

	it('tells for how long others had been tried, where it was given up on their word', () => {
		const patience = { milliseconds: 1500, ranOut: true, othersMs: 900_000 };
		const { message, advice } = told(lost(), {}, 'kept', 3, {}, 'unreachable', patience);
		expect(message).toMatch(
			/ \(tried 3 times in 2 seconds, other requests in vain for 15 minutes\)$/,
		);
		expect(advice).toContain('set Keep Trying For');
	});

	it.each<[string, Partial<Patience>, RegExp | undefined]>([
		['0 minutes', { keepTryingMs: 0 }, /a longer one by itself, set Keep .* to more minutes\. 200/],
		['the most that it takes', { keepTryingMs: 43_200_000 }, undefined],
		['a minute, nothing answered yet', { keepTryingMs: 60_000, countsMs: 60_000 }, undefined],
		[
			'less than a minute, nothing answered yet',
			{ keepTryingMs: 30_000, countsMs: 60_000 },
			/wait out one of up to 60 seconds by itself, set Keep Trying For under Options to more minutes, which is the most until api\.video has answered for the first time\. 200/,
		],
	])('names Keep Trying For only as far as it counts: %s', (_case, patience, words) => {
		const { advice } = told(lost(), {}, 'kept', 9, {}, 'unreachable', {
			...patience,
			ranOut: true,
		});
		if (words) expect(advice).toMatch(words);
		else expect(advice).not.toContain('Keep Trying For');
	});

	it.each<[LeftOver, RegExp]>([
		['kept', /200 of 300 MiB had arrived in the video vi1\. .*Resume Video set to vi1/],
		['deleted', /The unfinished video vi1 was deleted\.$/],
		['outOfReach', /200 of 300 MiB had arrived in the video vi1\. .*stays unfinished/],
		['gone', /The video vi1 is not there any more: run the step again/],
		['complete', /The video vi1 has all of the file nevertheless: do not upload it again\.$/],
	])('tells what is left: %s', (leftOver, words) => {
		expect(told(problem(403, 'authorization-suspended-account'), {}, leftOver).advice).toMatch(
			words,
		);
	});

	it.each([
		['nothing of another video', problem(400, 'video-source-already-uploaded')],
		['nothing of another run', answer(503, { status: 503 })],
	])('says %s where all of the file has arrived', (_what, outcome) => {
		expect(told(outcome, {}, 'complete').advice).toBe(
			'The video vi1 has all of the file nevertheless: do not upload it again.',
		);
	});

	it.each([
		['uploaded-file-invalid-file', /unfinished video vi1 is still there: delete it/],
		['video-content-range-by-bytes-total-bytes-too-high', /unfinished video vi1 is still there/],
		['video-content-range-already-started-with-part', /unfinished video vi1 is still there/],
		['video-source-already-uploaded', /Upload to a new video instead\.$/],
	])('does not advise to resume where that cannot help: %s', (slug, words) => {
		const { advice } = told(problem(400, slug));
		expect(advice).toMatch(words);
		expect(advice).not.toContain('Resume Video');
	});

	it.each<[string, Outcome, Partial<Progress>, Partial<Remains>, RegExp]>([
		['the video is gone', GONE, {}, {}, /vi1 is not there any more: run the step again/],
		['the video to resume is gone', GONE, {}, { made: false }, /without Resume Video\.$/],
		['nothing arrived', REFUSED, { arrivedBytes: 0 }, {}, /empty video vi1 could not be deleted/],
		[
			'nothing arrived under a key',
			REFUSED,
			{ arrivedBytes: 0 },
			{ keyed: true },
			/The empty video vi1 stays: the next run with this key in Only Once uploads into it\.$/,
		],
		[
			'nothing arrived in a video of somebody else',
			REFUSED,
			{ arrivedBytes: 0 },
			{ made: false },
			/Nothing had arrived in the video vi1\.$/,
		],
	])('does not advise to resume when %s', (_case, outcome, progress, more, words) => {
		const { advice } = told(outcome, progress, 'kept', 1, more);
		expect(advice).toMatch(words);
		expect(advice).not.toContain('Resume Video set');
	});

	it('advises to run the step again where a key stands for the video', () => {
		const { advice } = told(REFUSED, {}, 'kept', 1, { keyed: true });
		expect(advice).toMatch(
			/200 of 300 MiB had arrived in the video vi1\. Run the step again with the same key in Only Once/,
		);
	});

	it.each([true, false])(
		'recommends Retry On Fail only where a key keeps the file from being uploaded twice: %s',
		(keyed) => {
			const { advice } = told(answer(503, { status: 503 }), {}, 'kept', 1, { keyed });
			expect(advice.includes('Retry On Fail')).toBe(keyed);
		},
	);

	it.each<[string, Partial<Progress>, LeftOver, Partial<Remains>, RegExp]>([
		['some arrived', {}, 'kept', {}, /^.*The unfinished video vi1 is still there, .*: delete it/],
		['the same under a key', {}, 'kept', { keyed: true }, /unfinished video vi1 is still there, /],
		[
			'the status shows a part, and no answer came',
			{ arrivedBytes: 0 },
			'kept',
			{ seenBegun: true },
			/The unfinished video vi1 is still there, /,
		],
		[
			'nobody knows whether any arrived',
			{ arrivedBytes: 0, unanswered: 1 },
			'kept',
			{ keyed: true },
			/The unfinished video vi1 is still there, /,
		],
		['nothing arrived', { arrivedBytes: 0 }, 'kept', { keyed: true }, /The empty video vi1 is/],
		['it was deleted', {}, 'deleted', {}, /The unfinished video vi1 was deleted\.$/],
		[
			'it was deleted, and the status had shown a part',
			{ arrivedBytes: 0 },
			'deleted',
			{ seenBegun: true },
			/ The unfinished video vi1 was deleted\.$/,
		],
		[
			'it was deleted, and empty',
			{ arrivedBytes: 0 },
			'deleted',
			{},
			/Nothing had arrived, so the empty video vi1 was deleted\.$/,
		],
	])(
		'does not say that one goes on with a file without a length: %s',
		(_, progress, left, more, words) => {
			for (const outcome of [answer(503, { status: 503 }), REFUSED]) {
				const { advice } = told(outcome, progress, left, 1, { ...more, withoutLength: true });
				expect(advice).toMatch(words);
				expect(advice).not.toMatch(
					/Resume Video|Retry On Fail|send the rest|goes on with|uploads into/,
				);
				if (left === 'kept')
					expect(advice).toMatch(/nobody can go on with it, .* before you run the step again\.$/);
			}
		},
	);

	it('says what to do about a gap that nobody may fill', () => {
		const { message, advice } = told(lost(), {}, 'kept', 1, {}, 'unfillable');
		expect(message).toMatch(/^The video vi1 cannot be completed: .*fewer bytes than a chunk/);
		expect(advice).toMatch(/Delete the video vi1 .* run the step again/);
		expect(advice).not.toContain('Resume Video');
	});

	it('tells that no video was made when the first request was refused', () => {
		const first = { videoId: undefined, arrivedBytes: 0 };
		const refused = problem(401, 'authentication-invalid-upload-token');
		expect(told(refused, first, 'outOfReach').advice).toContain('No video was made.');
	});

	it('does not claim that no video was made when nobody can know', () => {
		const first = { videoId: undefined, arrivedBytes: 0, possibleCopy: true };
		const { advice } = told(lost(), first, 'outOfReach', 5);
		expect(advice).not.toContain('No video was made');
		expect(advice).toMatch(/may hold/);
	});

	it('tells that there may be a copy when the first request was sent again', () => {
		const refused = problem(401, 'authentication-invalid-upload-token');
		const again = told(refused, { possibleCopy: true }, 'outOfReach');
		expect(again.advice).toMatch(/200 of 300 MiB had arrived in the video vi1\..* unfinished copy/);
		expect(told(refused, {}, 'outOfReach').advice).not.toContain('copy');
	});

	it('does not call a video unfinished of which nobody knows that', () => {
		const refused = problem(401, 'authentication-invalid-upload-token');
		const { advice } = told(refused, { unanswered: 1 }, 'outOfReach');
		expect(advice).toContain('Nobody knows whether the rest has arrived; whoever has the API key');
		expect(advice).not.toContain('unfinished');
	});

	it('hides the token', () => {
		const { message } = told(problem(400, 'brand-new', { title: 'No toSecret1' }));
		expect(message).toContain('No [hidden]');
	});

	it('does not blame the API key for a refused token', () => {
		const refused = answer(401, { status: 401 });
		expect(told(refused, {}, 'outOfReach').message).toMatch(/^The delegated token is not valid/);
		expect(told(refused).message).toBe('api.video does not accept the API key');
	});

	it('names the file that could not be read', () => {
		const error = new SourceError('The file ended after 1 of its stated 2 bytes');
		const trouble = explainStopped(error, 'film.mp4', KEPT, {}) as Trouble;
		expectReadable(trouble);
		expect(trouble.message).toBe("The file ended after 1 of its stated 2 bytes: 'film.mp4'");
		expect(trouble.advice).toMatch(
			/^Run the step that brings the file again.*200 of 300 MiB had arrived in the video vi1\. .*Resume Video set to vi1/,
		);
	});

	it('says what to do about a file that has been elsewhere than in n8n', () => {
		const error = new SourceError('The file ended after 1 of its stated 2 bytes');
		const { advice } = explainStopped(error, 'film.mp4', KEPT, {}, 'Look there.') as Trouble;
		expect(advice).toMatch(/^Look there\. No video was completed with it\. 200 of 300 MiB/);
		const own = new Unreadable('The file server has gone', 'Get it back.');
		const trouble = explainStopped(own, 'film.mp4', KEPT, {}, 'Look there.') as Trouble;
		expect(trouble.message).toBe("The file server has gone: 'film.mp4'");
		expect(trouble.advice).toMatch(/^Get it back\. No video .*Resume Video set to vi1/);
	});

	it('does not say that no video was completed where a request had no answer, or one was', () => {
		const error = new Unreadable('The file server has gone', 'Get it back.');
		const unanswered = { ...KEPT, progress: { ...KEPT.progress, unanswered: 1 } };
		const complete: Remains = { ...KEPT, leftOver: 'complete' };
		const unnamed = { ...unanswered, progress: { ...unanswered.progress, videoId: undefined } };
		for (const remains of [unanswered, complete, unnamed]) {
			const { advice } = explainStopped(error, 'film.mp4', remains, {}) as Trouble;
			expect(advice).not.toContain('No video was completed');
			expect(advice.length).toBeGreaterThan('Get it back. '.length);
		}
	});

	it('does not go on with another file', () => {
		const error = new Unreadable('The file has changed', 'Wait.', { isAnother: true });
		for (const keyed of [false, true]) {
			const remains: Remains = { ...KEPT, keyed };
			const { advice } = explainStopped(error, 'film.mp4', remains, {}) as Trouble;
			expect(advice).toBe(
				'Wait. No video was completed with it. The unfinished video vi1 is still there: delete it with Video > Delete.',
			);
		}
	});

	it('adds what is left to what others have put into words', () => {
		const busy = new Trouble("n8n's own database is busy", 'Run fewer executions.', 500);
		const trouble = explainStopped(busy, 'film.mp4', KEPT, {}) as Trouble;
		expectReadable(trouble);
		expect(trouble).toMatchObject({ message: busy.message, httpStatus: 500 });
		expect(trouble.advice).toMatch(/^Run fewer executions\. 200 of 300 MiB had arrived/);
	});

	it.each([new Error('x'), 'x'])('leaves alone what nobody knows: %s', (error) => {
		expect(explainStopped(error, 'film.mp4', KEPT, {})).toBe(error);
	});

	it('says what had arrived, where, and how to go on, when the execution was cancelled', () => {
		const trouble = explainCancelled('film.mp4', KEPT);
		expectReadable(trouble);
		expect(trouble.message).toBe("The execution was canceled while 'film.mp4' was being uploaded");
		expect(trouble.advice).toMatch(/200 of 300 MiB had arrived.*Resume Video set to vi1/);
		expect(explainCancelled('film.mp4', undefined).message).toBe('The execution was canceled');
	});
});
