import type { Emulator } from '../../../emulator';
import type { N8nClient } from '../../../scripts/lib/lab';
import { call } from '../../emulator/caller';
import { ByWords } from '../support/byWords';
import { eventually } from '../support/eventually';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

const DAY_MS = 86_400_000;
const SLACK_MS = 60_000;

/** Publishes a rotation as docs/delegated-tokens.md says, and sees an old token go when its day is over. */
export async function walkRotation({ real, page }: Editor): Promise<void> {
	const steps = new ReadmeSteps('Set it up in four steps', 'docs/delegated-tokens.md');
	const hands = new ByWords(page);
	const { emulator, n8n } = real;
	const before = await tokens(emulator);

	await hands.begin(n8n.url, steps.say('Add first step…'));
	await hands.pick(steps.say('On a schedule'));
	const interval = steps.say('Trigger Interval');
	expect(await valueBelow(hands, interval)).toBe('Days');
	// Nobody waits for midnight here.
	await hands.choose(interval, 'Seconds');
	await hands.below('Seconds Between Triggers').locator('input').fill('2');
	await hands.close();

	steps.say('+');
	const rotate = steps.say('Rotate delegated token');
	await hands.add(steps.say('api.video'), rotate);
	expect(await valueBelow(hands, steps.say('Time to Live'))).toBe('7');
	expect(await valueBelow(hands, steps.say('Keep the Old One For'))).toBe('1');
	const execute = hands.form.getByRole('button', { name: steps.say('Execute step') });
	await execute.first().click();
	await hands.form.getByText('As this was a test run, no token was deleted').first().waitFor();
	const beforeSchedule = await tokens(emulator);
	expect(beforeSchedule).toHaveLength(before.length + 1);
	await hands.close();

	steps.code('{{ $json.token }}');
	await hands.addNode(steps.say('No Operation, do nothing'));
	await hands.close();
	const [, , id] = new URL(page.url()).pathname.split('/');
	try {
		const publish = steps.say('Publish');
		await page
			.getByTestId('workflow-open-publish-modal-button')
			.filter({ hasText: publish })
			.click();
		await page.getByTestId('workflow-publish-button').filter({ hasText: publish }).click();
		await page.getByRole('button', { name: steps.say('Got it') }).click();

		const scheduled = async () =>
			(await tokens(emulator)).filter((token) => !beforeSchedule.includes(token));
		await eventually(async () => (await scheduled()).length > 1, true);
		const [first] = await scheduled();
		// The second one has replaced it by now.
		emulator.setClock(DAY_MS + SLACK_MS);
		await eventually(async () => (await tokens(emulator)).includes(first), false);
		expect(await tokens(emulator)).toEqual(expect.arrayContaining(beforeSchedule));

		await page.getByRole('radio', { name: steps.say('Executions') }).click();
		await page.getByText('Succeeded in').first().waitFor();
		const field = steps.code('rotation');
		const told = async () =>
			JSON.stringify(await putOut(n8n.client, id, steps.shown(rotate), field));
		const deleted = `"deletedTokens":["${first.slice(0, 6)}..."`;
		await eventually(async () => (await told()).includes(deleted), true);
	} finally {
		await n8n.client.deactivate(id);
		emulator.setClock(0);
	}
	expect(steps.rest).toEqual([]);
}

/** What the field below a label holds; the label is all of it, as there is "Time to Live Unit" as well. */
async function valueBelow(hands: ByWords, label: string): Promise<string> {
	const labels = hands.page.getByTestId('input-label').filter({ has: hands.exactly(label) });
	const field = hands.form.locator('.parameter-item').filter({ has: labels }).last();
	return await field.locator('input').first().inputValue();
}

/** The tokens that can be used, the oldest first. */
async function tokens(emulator: Emulator): Promise<string[]> {
	const path = '/upload-tokens?sortBy=createdAt&sortOrder=asc';
	const { body } = await call(emulator, 'GET', path);
	return (body.data as Array<{ token: string }>).map(({ token }) => token);
}

/** A field of what a step has put out in all executions of a workflow. */
async function putOut(
	client: N8nClient,
	workflowId: string,
	step: string,
	field: string,
): Promise<unknown[]> {
	const ended = (await client.executionsOf(workflowId)).filter((one) => one.ended);
	const executions = await Promise.all(ended.map(async ({ id }) => await client.finished(id)));
	return executions.flatMap((one) => one.items(step)).map((item) => item[field]);
}
