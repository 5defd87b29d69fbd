import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, run, temporaryFolder } from '../../scripts/lib/lab';
import { isWell, type Section } from '../../scripts/proof/findings';
import { proveAll } from '../../scripts/proof/reliability/all';
import { Book } from '../../scripts/proof/reliability/book';
import type { Chapter } from '../../scripts/proof/reliability/chapter';
import { keeping } from '../../scripts/proof/reliability/keeping';
import { originOf } from '../../scripts/proof/reliability/origin';
import { SHORT_FORMS } from '../../scripts/proof/reliability/shortForms';

const never = new AbortController().signal;
const print = () => undefined;

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const NOW = Date.parse('2026-11-27T12:00:00Z');

const circumstances = {
	date: new Date(NOW).toISOString(),
	origin: { commit: COMMIT, changed: 0 },
	machine: 'a machine',
};

const section = (title: string, ...findings: Section['findings']): Section => ({
	title,
	about: `What ${title} is about.`,
	findings,
});

const chapter = (title: string, more: Partial<Chapter> = {}): Chapter => ({
	...circumstances,
	seconds: 60,
	section: section(title, { title: 'Works', ok: true, seen: 'well' }),
	...more,
});

/** A book of proofs that is on no disk. */
function bookOf(...names: string[]) {
	const texts = new Map<string, string>();
	const book = new Book(names, {
		read: async (path) => texts.get(path),
		write: async (path, text) => void texts.set(path, text),
	});
	return { book, page: () => texts.get(join('docs', 'reliability.md')) ?? '' };
}

describe('the page', () => {
	it('has a chapter for each proof, with the date, the commit and the machine of its own run', async () => {
		const { book, page } = bookOf('one', 'two');

		await book.keep('two', chapter('Second', { seconds: 600 }));
		const origin = { commit: 'f'.repeat(40), changed: 3 };
		await book.keep('one', chapter('The first', { date: '2026-11-28T01:00:00Z', origin }));

		expect(page()).toMatch(/## The first\n[^#]*Run on 2026-11-28 in 60 seconds, of commit fffffff/);
		expect(page()).toContain('fffffff **with changes in 3 files**, on a machine.');
		expect(page()).toMatch(
			/## Second\n[^#]*Run on 2026-11-27 in 10 minutes, of commit 0123456 and nothing else, on a machine/,
		);
		expect(page().indexOf('## The first')).toBeLessThan(page().indexOf('## Second'));
		expect(page()).toContain(
			'| `one` | [The first](#the-first) | 2026-11-28 | fffffff, **changed** |',
		);
	});

	it('says of each row whether it is ok, or why it cannot be, and how many there are', async () => {
		const { book, page } = bookOf('one');
		const findings = [
			{ title: 'Works', ok: true, seen: 'a | b' },
			{ title: 'Breaks', ok: false, seen: 'a 401' },
			{ title: 'Azure', ok: false, cannotBe: true, seen: 'no server of it can be had' },
		];

		await book.keep('one', chapter('One', { section: section('One', ...findings) }));

		expect(page()).toContain('| Works | ok | a \\| b |');
		expect(page()).toContain('| Breaks | **not ok** | a 401 |');
		expect(page()).toContain('| Azure | cannot be | no server of it can be had |');
		expect(page()).toContain('| 1 ok, **1 not ok**, 1 cannot be |');
		expect(isWell({ findings })).toBe(false);
		expect(isWell({ findings: [findings[0], findings[2]] })).toBe(true);
	});

	it('names what was never run', async () => {
		const { book, page } = bookOf('one', 'two');

		await book.keep('one', chapter('One'));

		expect(page()).toContain('| `two` |  | **not run** |');
	});

	it('forgets a proof that there is no more', async () => {
		const { book } = bookOf('one');

		await book.keep('gone', chapter('Gone'));

		expect(await book.chapters()).toEqual({});
	});
});

describe('one proof', () => {
	const options = (book: Book, signal = never) => ({
		book,
		circumstances,
		now: () => NOW + 90_000,
		signal,
	});

	it('replaces its chapter and no other', async () => {
		const { book } = bookOf('one', 'two');
		await book.keep('one', chapter('Old'));
		await book.keep('two', chapter('Two'));

		await keeping('one', async () => section('New'), options(book));

		expect(await book.chapters()).toEqual({
			one: { ...circumstances, seconds: 90, section: section('New') },
			two: chapter('Two'),
		});
	});

	it('that does not come to its end says so in its place, and is thrown', async () => {
		const { book } = bookOf('one');
		await book.keep('one', chapter('Old'));

		const reason = Object.assign(new Error('No Redis.'), { advice: 'Install it.' });
		const running = keeping('one', async () => await Promise.reject(reason), options(book));

		await expect(running).rejects.toThrow('No Redis.');
		expect((await book.chapters()).one.section).toEqual(
			section('Old', { title: 'It came to its end', ok: false, seen: 'No Redis. Install it.' }),
		);
	});

	it('that is interrupted keeps what there was', async () => {
		const { book } = bookOf('one');
		await book.keep('one', chapter('Old'));
		const interruption = AbortSignal.abort(new Error('interrupted'));

		const running = keeping(
			'one',
			async () => await Promise.reject(new Error('a consequence')),
			options(book, interruption),
		);

		await expect(running).rejects.toThrow('a consequence');
		expect(await book.chapters()).toEqual({ one: chapter('Old') });
	});
});

describe('all proofs', () => {
	it('are run whatever way one of them ends, and what the others have shown is kept', async () => {
		const { book } = bookOf('one', 'killed', 'three');
		await book.keep('killed', chapter('Old', { date: '2026-11-01T00:00:00Z' }));
		const started: string[] = [];
		const start = async (name: string) => {
			started.push(name);
			if (name === 'killed') return 'SIGKILL';
			await book.keep(name, chapter(name));
			return 0;
		};

		const isAllWell = await proveAll(book, {
			start,
			circumstances: async () => circumstances,
			signal: never,
			print,
		});

		expect(isAllWell).toBe(false);
		expect(started).toEqual(['one', 'killed', 'three']);
		const { one, killed, three } = await book.chapters();
		expect([one, three]).toEqual([chapter('one'), chapter('three')]);
		expect(killed.section.findings).toEqual([
			expect.objectContaining({ ok: false, seen: expect.stringContaining('SIGKILL') }),
		]);
		expect(killed.date).toBe(circumstances.date);
	});

	it('are well where each is', async () => {
		const { book } = bookOf('one');
		const start = async (name: string) => {
			await book.keep(name, chapter(name));
			return 0;
		};
		const options = { circumstances: async () => circumstances, signal: never, print };

		expect(await proveAll(book, { start, ...options })).toBe(true);
	});

	it('end with an interruption', async () => {
		const { book } = bookOf('one', 'two');
		const controller = new AbortController();
		const started: string[] = [];
		const start = async (name: string) => {
			started.push(name);
			controller.abort(new Error('interrupted'));
			return 130;
		};

		const running = proveAll(book, {
			start,
			circumstances: async () => circumstances,
			signal: controller.signal,
			print,
		});

		await expect(running).rejects.toThrow('interrupted');
		expect(started).toEqual(['one']);
		expect(await book.chapters()).toEqual({});
	});
});

describe('what is under proof', () => {
	let folder: string;
	beforeEach(async () => (folder = await temporaryFolder('clone')));
	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	const git = async (...args: string[]) =>
		await run('git', [
			'-C',
			folder,
			'-c',
			'user.name=T',
			'-c',
			'user.email=t@example.com',
			...args,
		]);

	it('is a commit and nothing else, where only pages differ that proofs write', async () => {
		await git('init', '--quiet');
		await git('commit', '--quiet', '--allow-empty', '--message', 'Begin');
		await mkdir(join(folder, 'docs'));
		await writeFile(join(folder, 'docs', 'reliability.md'), 'a page');

		const clean = await originOf(never, folder);
		await writeFile(join(folder, 'new.ts'), '');
		await writeFile(join(folder, 'docs', 'new.md'), '');
		const changed = await originOf(never, folder);

		expect(clean).toEqual({ commit: expect.stringMatching(/^[0-9a-f]{40}$/), changed: 0 });
		expect(changed).toEqual({ ...clean, changed: 2 });
	});

	it('is unknown outside of a clone', async () => {
		expect(await originOf(never, folder)).toEqual({ changed: 0 });
	});
});

it.each(Object.entries(SHORT_FORMS))('the short form of %s is there', (_name, shortForm) => {
	const tests = [...shortForm.matchAll(/`([^`]+)`/g)].map(([, test]) => test);

	expect(tests).not.toEqual([]);
	expect(tests.filter((test) => !existsSync(join(projectFolder, test)))).toEqual([]);
});
