/** `npm run page`: puts the page that this folder holds into examples/upload-page.json. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { builtPage, PAGE_STEP } from './builtPage';

const WORKFLOW = join(__dirname, '..', 'upload-page.json');

async function main(): Promise<void> {
	const workflow = JSON.parse(await readFile(WORKFLOW, 'utf8')) as {
		nodes: Array<{ name: string; parameters: { html?: string } }>;
	};
	for (const { name, parameters } of workflow.nodes) {
		if (name === PAGE_STEP) parameters.html = await builtPage();
	}
	const options = await resolveConfig(WORKFLOW);
	await writeFile(WORKFLOW, await format(JSON.stringify(workflow), { ...options, parser: 'json' }));
}

void main();
