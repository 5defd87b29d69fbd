import { call } from '../../emulator/caller';
import { ByWords } from '../support/byWords';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

/** What stands in backticks in the README, and is entered as it stands there. */
const TOKEN = "{{ $('Create delegated token').item.json.token }}";

/** Makes a token, uploads with it and deletes it, in a workflow made by mouse. */
export async function walkDelegatedTokens({ real, page }: Editor): Promise<void> {
	const readme = new ReadmeSteps('Delegated tokens');
	const video = await real.video('delegated.mp4', 200_000);
	const hands = new ByWords(page);
	real.emulator.requests.clear();

	await hands.begin(real.n8n.url, readme.say('Add first step…'));
	await hands.pick(readme.say('Trigger manually'));
	readme.say('+');
	const node = readme.say('api.video');
	await hands.add(node, readme.say('Create delegated token'));
	await hands.below(readme.say('Time to Live')).waitFor();
	await hands.close();

	const disk = readme.say('Read/Write Files from Disk');
	await hands.add(disk, readme.say('Read File(s) From Disk'));
	await hands.below(readme.say('File(s) Selector')).locator('input').fill(video.path);
	await hands.close();

	await hands.add(node, readme.say('Upload video'));
	await hands.choose(readme.say('Upload With'), 'Delegated Token');
	const [label, expression] = [readme.say('Delegated Token'), readme.say('Expression')];
	await hands.enterExpression(label, expression, readme.code(TOKEN));
	await hands.close();

	await hands.add(node, readme.say('Delete delegated token'));
	await hands.enterExpression(label, expression, TOKEN);
	await hands.close();

	await hands.run(readme.say('Execute workflow'), 5);
	const uploads = real.emulator.requests.uploads;
	expect(uploads.map(({ path }) => path)).toEqual(['/upload']);
	const { body } = await call(real.emulator, 'GET', '/upload-tokens');
	expect(body.data).toEqual([]);
	expect(readme.rest).toEqual([]);
}
