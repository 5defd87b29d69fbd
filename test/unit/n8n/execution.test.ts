import type { SizedProgress } from '../../../nodes/ApiVideo/upload';
import { Execution, POSSIBLE_COPY } from '../../../nodes/ApiVideo/n8n/execution';
import { FakeNode } from '../support/fakeNode';
import { sizedProgress } from '../support/sizedProgress';

let node: FakeNode;
let execution: Execution;

beforeEach(() => {
	node = new FakeNode();
	execution = new Execution(node.execution);
});

const upload = (id: string, keyed = false, progress: Partial<SizedProgress> = {}) =>
	execution.remember(
		'film.mp4',
		{ video: { videoId: id }, progress: sizedProgress(progress), milliseconds: 0 },
		keyed,
	);

describe('below the output', () => {
	const shown = () => {
		execution.tellWhatHappened();
		return node.hints.map(({ message, type }) => [message, type]);
	};

	it('stands nothing where nothing is to be said', () => {
		expect(shown()).toEqual([]);
	});

	it('stands what was uploaded', () => {
		upload('vi1');
		expect(shown()).toEqual([[expect.stringContaining('Uploaded film.mp4 (8.1 kB)'), undefined]]);
	});

	it('stands what a key has found, and notes without their HTML', () => {
		execution.rememberFound('film.mp4', { videoId: 'vi1' });
		execution.note('The video <b> could not be deleted');
		expect(shown()).toEqual([
			['The video &lt;b&gt; could not be deleted', undefined],
			[expect.stringContaining('This key was used before'), undefined],
		]);
	});

	it.each<[string, Partial<SizedProgress>, unknown]>([
		['there may be a copy', { possibleCopy: true }, POSSIBLE_COPY],
		['not all is known to be there', { unconfirmed: true }, expect.stringContaining('plays')],
	])('is a warning where %s, for one of several files', (_what, progress, message) => {
		upload('vi1');
		upload('vi2', false, progress);
		upload('vi3');
		expect(shown()).toEqual([
			[expect.stringContaining('Uploaded 3 files'), undefined],
			[message, 'warning'],
		]);
	});
});

describe('a step that ends in the middle', () => {
	it('tells nothing where nothing was made', () => {
		expect(execution.tellWhatIsDone(3)).toBe('');
	});

	it.each([
		[true, 'running the step again does not upload them again'],
		[false, 'Running the step again uploads them a second time'],
	])('names what was uploaded, and what a second run does; with keys: %s', (keyed, then) => {
		upload('vi1', true);
		upload('vi2', keyed);
		const told = execution.tellWhatIsDone(3);
		expect(told).toContain('2 of 3 files had been uploaded: vi1, vi2. ');
		expect(told).toContain(then);
		expect(node.logs).toEqual(['api.video: uploaded before the step ended: vi1, vi2']);
	});

	it('names no more than twenty, and all of them in the log', () => {
		for (let index = 1; index <= 22; index++) upload(`vi${index}`);
		const told = execution.tellWhatIsDone(30);
		expect(told).toContain("vi19, vi20 and 2 more, which n8n's log names.");
		expect(told).not.toContain('vi21');
		expect(node.logs[0]).toContain('vi21, vi22');
	});

	it('counts what was made in another way', () => {
		execution.count();
		execution.count();
		expect(execution.tellWhatIsDone(5)).toMatch(/^2 of 5 items had been done\. /);
	});
});
