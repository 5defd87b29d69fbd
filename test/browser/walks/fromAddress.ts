import { FileServer } from '../../../fileServer';
import { ByWords } from '../support/byWords';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

/** Uploads a file from an address, as docs/file-servers.md says. */
export async function walkFromAddress({ real, page }: Editor): Promise<void> {
	const steps = new ReadmeSteps(
		'Your first file from an address, in three steps',
		'docs/file-servers.md',
	);
	const hands = new ByWords(page);
	const server = await FileServer.start();
	try {
		const film = server.file('/film.mp4', { size: 3 * 1024 * 1024, type: 'video/mp4' });
		await hands.begin(real.n8n.url, steps.say('Add first step…'));
		await hands.pick(steps.say('Trigger manually'));
		steps.say('+');
		await hands.add(steps.say('api.video'), steps.say('Upload video'));

		await hands.choose(steps.say('File From'), 'Web Address');
		await hands.below(steps.say('Input Binary Field')).waitFor({ state: 'detached' });
		await hands.below(steps.say('Sign In to Server With')).waitFor();
		await hands.below(steps.say('Web Address')).locator('input').fill(`${server.url}/film.mp4`);
		const notice = hands.form.getByText('Can anybody download');
		await notice.filter({ hasText: steps.say('Source') }).waitFor();

		await hands.form
			.getByRole('button', { name: steps.say('Execute step') })
			.first()
			.click();
		const output = hands.form.getByTestId('output-panel');
		await output.getByText('sent 3.1 MB in 1 request').waitFor();
		const [, , videoId] = real.emulator.requests.uploads.at(-1)?.path.split('/') ?? [];
		expect(await real.emulator.videoFile(videoId)).toMatchObject({ sha256: await film.sha256() });
		expect(steps.rest).toEqual([]);
	} finally {
		await server.stop();
	}
}
