import { ByWords } from '../support/byWords';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

/** Goes to where a package is installed, and installs none. */
export async function walkInstallation({ real, page }: Editor): Promise<void> {
	const readme = new ReadmeSteps('Installation');
	const hands = new ByWords(page);
	await page.goto(real.n8n.url);
	await page
		.getByTestId('main-sidebar-settings')
		.or(hands.exactly(readme.say('Settings')))
		.first()
		.click();
	await hands.exactly(readme.say('Community nodes')).first().click();
	await hands.exactly(readme.say('Install a community node')).click();
	const dialog = page.getByRole('dialog').filter({ hasText: readme.say('npm Package Name') });
	await dialog.getByTestId('package-name-input').waitFor();
	await dialog.getByRole('button', { name: readme.say('Install'), exact: true }).waitFor();
	expect(readme.rest).toEqual([]);
}
