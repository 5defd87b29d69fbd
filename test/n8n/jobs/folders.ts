import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { film, results, sha256, type Jobs } from './jobs';
import { TEST_TIMEOUT } from '../realN8n';

/** From a folder of Dropbox, of the disk, of a bucket. */
export function describeFolders(jobs: () => Jobs): void {
	describe('a folder of Dropbox', () => {
		it(
			'is fetched by api.video, each video once though its link is another one; the team hears of the others',
			async () => {
				const { dropbox, chat } = jobs().services;
				dropbox.entries.push(
					{ '.tag': 'file', id: 'id:one', name: 'Opening.mp4' },
					{ '.tag': 'file', id: 'id:two', name: 'Closing.MOV' },
					{ '.tag': 'file', id: 'id:text', name: 'notes.txt' },
					{ '.tag': 'folder', id: 'id:folder', name: 'old.mp4' },
					{ '.tag': 'file', id: 'id:locked', name: 'Locked.mp4' },
				);
				dropbox.restricted.add('id:locked');
				const id = await jobs().imported('dropbox-folder');

				const first = await jobs().execute(id);
				const made = await jobs().videos();
				const second = await jobs().execute(id);

				expect([first.error, second.error]).toEqual([undefined, undefined]);
				expect(made.map(({ title, tags }) => [title, ...tags])).toEqual([
					['Closing', 'dropbox'],
					['Opening', 'dropbox'],
				]);
				expect(await jobs().videos()).toHaveLength(2);
				expect(new Set(dropbox.links).size).toBe(4);
				expect(second.items('Create video once').map(({ found }) => Boolean(found))).toEqual([
					true,
					true,
				]);
				expect(chat.texts).toHaveLength(2);
				expect(chat.texts[0]).toMatch(/^\/videos\/Locked\.mp4 of Dropbox is not at api\.video: ./);
				expect(chat.texts[0]).not.toContain('undefined');
			},
			TEST_TIMEOUT,
		);
	});

	describe('a folder of the disk', () => {
		it(
			'is uploaded, each file once, and says which files are none',
			async () => {
				const folder = join(jobs().real.n8n.readableFolder, 'archive');
				await mkdir(folder, { recursive: true });
				const files = {
					'first.mp4': film(6),
					'second.mp4': film(7),
					'page.mp4': Buffer.from('<html>'),
				};
				for (const [name, content] of Object.entries(files)) {
					await writeFile(join(folder, name), content);
				}
				const id = await jobs().imported('folder-in-bulk', join(folder, '*.mp4'));

				const first = await jobs().execute(id);
				const second = await jobs().execute(id);

				expect(first.error).toBeUndefined();
				expect(results(first).sort()).toEqual([
					'first.mp4 uploaded',
					'page.mp4 failed',
					'second.mp4 uploaded',
				]);
				expect(results(second).sort()).toEqual([
					'first.mp4 found',
					'page.mp4 failed',
					'second.mp4 found',
				]);
				expect(await jobs().hashes()).toEqual({
					'first.mp4': sha256(film(6)),
					'second.mp4': sha256(film(7)),
				});
			},
			TEST_TIMEOUT,
		);
	});

	describe('a bucket of S3', () => {
		it(
			'is uploaded, each object once, whatever signs are in its key',
			async () => {
				const { bucket } = jobs().services;
				bucket.objects
					.set('lessons/first.mp4', film(8))
					.set('lessons/é (2) + more.mp4', film(9))
					.set('lessons/notes.txt', Buffer.from('text'))
					.set('other/third.mp4', film(10));
				const id = await jobs().imported('s3-bucket');

				const first = await jobs().execute(id);
				const second = await jobs().execute(id);
				bucket.outage = 503;
				const third = await jobs().execute(id);

				expect([first, second, third].map(({ error }) => error)).toEqual(Array(3).fill(undefined));
				const files = ['lessons/first.mp4', 'lessons/é (2) + more.mp4'];
				expect(results(first)).toEqual(files.map((file) => `${file} uploaded`));
				expect(results(second)).toEqual(files.map((file) => `${file} found`));
				expect(results(third)).toEqual(files.map((file) => `${file} failed`));
				expect(await jobs().hashes()).toEqual({
					first: sha256(film(8)),
					'é (2) + more': sha256(film(9)),
				});
			},
			TEST_TIMEOUT,
		);
	});
}
