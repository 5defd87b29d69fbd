import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/lib/lab';
import { builtPage, PAGE_STEP } from '../../../examples/upload-page/builtPage';

it('is in the workflow as examples/upload-page/ has it; npm run page puts it there', async () => {
	const file = join(projectFolder, 'examples', 'upload-page.json');
	const { nodes } = JSON.parse(await readFile(file, 'utf8')) as {
		nodes: Array<{ name: string; parameters: { html?: string } }>;
	};

	const steps = nodes.filter(({ name }) => name === PAGE_STEP);

	expect(steps).toHaveLength(1);
	expect(steps[0].parameters.html).toBe(await builtPage());
});

it('needs nothing from elsewhere', async () => {
	const page = await builtPage();

	expect(page).not.toMatch(/\s(src|href)=/);
	expect(page.match(/<script>/g)).toHaveLength(4);
	expect(page.match(/<style>/g)).toHaveLength(1);
});
