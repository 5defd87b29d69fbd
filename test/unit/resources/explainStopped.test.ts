import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import {
	explainStopped,
	type LeftOver,
} from '../../../nodes/ApiVideo/resources/video/explainStopped';
import {
	MIB,
	SourceError,
	UploadStopped,
	type Outcome,
	type Progress,
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
};

function told(
	outcome: Outcome,
	progress: Partial<Progress> = {},
	leftOver: LeftOver = 'kept',
	tries = 1,
): Trouble {
	const stopped = new UploadStopped('rejected', { ...PROGRESS, ...progress }, outcome, tries);
	const trouble = explainStopped(stopped, 'film.mp4', leftOver, ['toSecret1']);
	if (!(trouble instanceof Trouble)) throw new Error('The test expects a Trouble');
	expectReadable(trouble);
	return trouble;
}

describe('what ended an upload', () => {
	it('tells what happened, with the status, and how often it was tried', () => {
		const once = told(answer(503, { status: 503 }));
		expect([once.message, once.httpStatus]).toEqual(['api.video could not answer (HTTP 503)', 503]);
		expect(told(lost(), {}, 'kept', 10).message).toBe(
			'The connection was closed before the service answered (tried 10 times)',
		);
	});

	it.each<[LeftOver, RegExp]>([
		['kept', /200 of 300 MiB had arrived in the video vi1\. .*Resume Video set to vi1/],
		['deleted', /The unfinished video vi1 was deleted\.$/],
		['outOfReach', /200 of 300 MiB had arrived in the video vi1\. .*stays unfinished/],
	])('tells what is left: %s', (leftOver, words) => {
		expect(told(problem(403, 'authorization-suspended-account'), {}, leftOver).advice).toMatch(
			words,
		);
	});

	it.each([
		['uploaded-file-invalid-file', /unfinished video vi1 is still there: delete it/],
		['video-content-range-by-bytes-total-bytes-too-high', /unfinished video vi1 is still there/],
		['video-source-already-uploaded', /Upload to a new video instead\.$/],
	])('does not advise to resume where that cannot help: %s', (slug, words) => {
		const { advice } = told(problem(400, slug));
		expect(advice).toMatch(words);
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

	it('hides the token', () => {
		const { message } = told(problem(400, 'brand-new', { title: 'No toSecret1' }));
		expect(message).toContain('No [hidden]');
	});

	it('names the file that could not be read', () => {
		const error = new SourceError('The file ended after 1 of its stated 2 bytes');
		const trouble = explainStopped(error, 'film.mp4', 'kept', []) as Trouble;
		expectReadable(trouble);
		expect(trouble.message).toBe("The file ended after 1 of its stated 2 bytes: 'film.mp4'");
		expect(trouble.advice).toContain('Run the step that brings the file again');
	});

	it.each([new Trouble('The execution was canceled', 'Nothing.'), new Error('x'), 'x'])(
		'leaves alone what is not of the engine: %s',
		(error) => {
			expect(explainStopped(error, 'film.mp4', 'kept', [])).toBe(error);
		},
	);
});
