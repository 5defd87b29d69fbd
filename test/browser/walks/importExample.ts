import { join } from 'node:path';
import { projectFolder } from '../../../scripts/lib/lab';
import { ByWords } from '../support/byWords';
import { eventually } from '../support/eventually';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

/** Imports an example as docs/examples.md says. */
export async function walkImport({ real, page }: Editor): Promise<void> {
	const hands = new ByWords(page);
	const document = new ReadmeSteps('Importing one', 'docs/examples.md');
	await page.goto(`${real.n8n.url}/workflow/new`);
	await page.getByTestId('canvas-add-button').waitFor();

	document.say('···');
	await page.getByTestId('workflow-menu').click();
	await page.getByRole('menuitem', { name: document.say('Import'), exact: true }).hover();
	const [chooser] = await Promise.all([
		page.waitForEvent('filechooser'),
		page.getByRole('menuitem', { name: document.say('From file'), exact: true }).click(),
	]);
	await chooser.setFiles(join(projectFolder, 'examples', 'delegated-token.json'));

	await page.getByText('Upload with a delegated token', { exact: true }).waitFor();
	await hands.open('Create delegated token');
	const credential = hands.form.getByTestId('node-credentials-select').locator('input');
	await eventually(async () => await credential.inputValue(), real.credential.name);
	expect(document.rest).toEqual([]);
}
