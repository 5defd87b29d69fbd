import { call, container, send } from '../../emulator/caller';
import { ByWords } from '../support/byWords';
import { eventually } from '../support/eventually';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

/** Publishes a workflow that begins with the trigger, uploads a video beside it, and sees the workflow run. */
export async function walkVideoReady({ real, page }: Editor): Promise<void> {
	const readme = new ReadmeSteps('When a video is ready');
	const hands = new ByWords(page);

	await hands.begin(real.n8n.url, readme.say('Add first step…'));
	await hands.takeAction(readme.say('api.video'), readme.say('On video ready to watch'));
	await hands.below(readme.say('Trigger On')).getByText('Video Ready to Watch').waitFor();
	await hands.close();

	readme.say('+');
	await hands.addNode(readme.say('No Operation, do nothing'));
	await hands.close();

	const publish = readme.say('Publish');
	await page.getByTestId('workflow-open-publish-modal-button').filter({ hasText: publish }).click();
	await page.getByTestId('workflow-publish-button').filter({ hasText: publish }).click();
	const webhooks = async () =>
		(await call(real.emulator, 'GET', '/webhooks')).body.data as object[];
	await eventually(async () => (await webhooks()).length, 1);

	await send(real.emulator, await container(real.emulator, 'Just uploaded'), 300_000);
	await page.getByRole('button', { name: readme.say('Got it') }).click();
	await page.getByRole('radio', { name: readme.say('Executions') }).click();
	await page.getByText('Succeeded in').waitFor();
	expect(readme.rest).toEqual([]);
}
