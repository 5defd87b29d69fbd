import { film, sha256, type Jobs } from './jobs';
import { TEST_TIMEOUT } from '../realN8n';

/** The folders of Google Drive in the workflows. */
const FOLDER = '1VideosToUpload0000000000000000000';
const UPLOADED = '1UploadedVideos0000000000000000000';

/** Both ways from a folder of Google Drive. */
export function describeGoogleDrive(jobs: () => Jobs): void {
	describe('a folder of Google Drive', () => {
		it(
			'is uploaded, moved, and written into a sheet; what did not work is said there, and done by the next run',
			async () => {
				const { drive, sheet } = jobs().services;
				drive.add('one', FOLDER, 'Lesson 1.mp4', film(1));
				drive.add('two', FOLDER, 'Lesson 2.mp4', film(2));
				drive.add('else', 'another-folder', 'Private.mp4', film(3));
				drive.forbidden.add('two');
				drive.mayMove = false;
				sheet.rows.push(['File ID', 'File', 'Result', 'Video', 'Reason']);
				const id = await jobs().imported('drive-folder');

				const first = await jobs().execute(id);
				const after = sheet.records;
				drive.forbidden.clear();
				drive.mayMove = true;
				const second = await jobs().execute(id);

				expect(first.error).toBeUndefined();
				expect(after.map((row) => [row['File ID'], row.Result])).toEqual(
					expect.arrayContaining([
						['one', 'failed'],
						['two', 'failed'],
					]),
				);
				expect(after.map(({ Reason }) => Reason)).not.toContain('');
				expect(second.error).toBeUndefined();
				const [one, two] = await jobs().videos();
				expect(sheet.records).toHaveLength(2);
				expect(sheet.records).toEqual(
					expect.arrayContaining([
						{
							'File ID': 'one',
							File: 'Lesson 1.mp4',
							Result: 'uploaded',
							Video: one.assets.player,
							Reason: '',
						},
						{
							'File ID': 'two',
							File: 'Lesson 2.mp4',
							Result: 'uploaded',
							Video: two.assets.player,
							Reason: '',
						},
					]),
				);
				expect(await jobs().hashes()).toEqual({
					'Lesson 1': sha256(film(1)),
					'Lesson 2': sha256(film(2)),
				});
				expect(one.tags).toEqual(['google-drive']);
				expect([...drive.files.values()].map(({ folder }) => folder)).toEqual([
					UPLOADED,
					UPLOADED,
					'another-folder',
				]);
			},
			TEST_TIMEOUT,
		);

		it(
			'goes straight from its address to api.video, and a mail tells what is new and what has failed',
			async () => {
				const { drive } = jobs().services;
				drive.add('one', FOLDER, 'Film 1.mp4', film(4));
				drive.add('two', FOLDER, 'Film 2.mp4', film(5));
				drive.forbidden.add('two');
				const id = await jobs().imported('drive-folder-by-address');

				const first = await jobs().execute(id);
				drive.forbidden.clear();
				const second = await jobs().execute(id);
				const third = await jobs().execute(id);

				expect([first, second, third].map(({ error }) => error)).toEqual(Array(3).fill(undefined));
				const [one, two] = await jobs().videos();
				expect(drive.mails).toHaveLength(2);
				expect(drive.mails[0]).toContain('To: video-team@example.com');
				expect(drive.mails[0]).toContain(one.assets.player);
				expect(drive.mails[0]).toMatch(/Film 2\.mp4: [^]*403/);
				expect(drive.mails[1]).toContain(two.assets.player);
				expect(drive.mails[1]).not.toContain('Film 1');
				expect(await jobs().hashes()).toEqual({
					'Film 1': sha256(film(4)),
					'Film 2': sha256(film(5)),
				});
			},
			TEST_TIMEOUT,
		);
	});
}
