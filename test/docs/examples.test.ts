import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from './documents';

interface Node {
	id: string;
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: object;
}

interface Workflow {
	id: string;
	name: string;
	nodes: Node[];
	pinData: object;
	active: boolean;
}

const NAMES = readdirSync(join(root, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.slice(0, -'.json'.length));
const workflows = NAMES.map(
	(name) => [name, JSON.parse(read(`examples/${name}.json`)) as Workflow] as const,
);
const PAGE = read('docs/examples.md');

/** What a file of n8n's export must not bring along, and what tells one apart from another. */
describe.each(workflows)('%s.json', (name, workflow) => {
	const note = workflow.nodes.find(({ type }) => type.endsWith('.stickyNote'));
	const text = String(note?.parameters.content);

	test('is shown with its picture, and is in the table of the README', () => {
		expect(PAGE).toContain(`[examples/${name}.json](../examples/${name}.json)`);
		expect(PAGE).toContain(`](images/${name}.png)`);
		expect(existsSync(join(root, `docs/images/${name}.png`))).toBe(true);
		expect(read('README.md')).toContain(`| [${name}.json](examples/${name}.json)`);
	});

	test('has a note that names every step that waits for a credential', () => {
		const own = workflow.nodes.filter(({ type }) => /\.apiVideo(Trigger)?$/.test(type));
		const unnamed = own.filter((node) => !text.includes(`**${node.name}**`));
		expect(text).toMatch(/^## .+\n/);
		expect(text).toMatch(/^1\. /m);
		expect(text.includes('api.video steps') ? [] : unnamed.map((node) => node.name)).toEqual([]);
	});

	test('holds no data of an execution and no credential of anybody', () => {
		expect(workflow).toMatchObject({ pinData: {}, active: false });
		expect(workflow.nodes.filter(({ credentials }) => credentials)).toEqual([]);
	});

	test('has steps with names of their own', () => {
		const names = workflow.nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		expect(names.filter((one) => /\d$/.test(one))).toEqual([]);
		expect(workflow.name).toMatch(/^api\.video: /);
	});
});

test('no two have the same ID, with which the one would replace the other', () => {
	const ids = workflows.map(([, { id }]) => id);
	expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('no two have the same name, and no two steps the same ID', () => {
	const names = workflows.map(([, { name }]) => name);
	const steps = workflows.flatMap(([, { nodes }]) => nodes.map(({ id }) => id));
	expect(new Set(names).size).toBe(names.length);
	expect(steps.filter((id, index) => steps.indexOf(id) !== index)).toEqual([]);
});
