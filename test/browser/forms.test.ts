/** Every form of the node in n8n's own editor, opened and changed by mouse. */
import type { INodeProperties } from 'n8n-workflow';
import { TEST_TIMEOUT } from '../n8n/realN8n';
import { importChain } from './support/chain';
import { eventually } from './support/eventually';
import {
	allForms,
	fieldsOf,
	furtherChoices,
	noticesOf,
	type Choice,
	type Form,
} from './support/forms';
import { NodeForm } from './support/nodeForm';
import { stockUp, type Stock } from './support/stock';
import { useEditor } from './support/useEditor';

const editor = useEditor();
let stock: Stock;

/** What the browser complained about. */
const complaints: string[] = [];

/** The form, as the test before left it; undefined when that did not come to its end. */
let opened: { form: NodeForm; resource: string } | undefined;

beforeAll(async () => {
	stock = await stockUp(editor.real.emulator);
	editor.page.on('pageerror', ({ message }) => complaints.push(message));
	editor.page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
}, TEST_TIMEOUT);

async function newStep(): Promise<NodeForm> {
	const url = await importChain(editor.real, [{ name: 'The step', type: 'apiVideo' }]);
	return await NodeForm.open(editor.page, url, 'The step');
}

/** The form with this resource and operation, chosen from the lists at its top. */
async function choose({ resource, operation }: Form): Promise<NodeForm> {
	const form = opened?.form ?? (await newStep());
	const before = opened?.resource;
	opened = undefined;
	if (before !== resource.name) await form.choose('resource', resource.name);
	await form.choose('operation', operation.name);
	return form;
}

/** Checks that the form has exactly the fields and notices it should have, each field ready to be used. */
async function check(form: NodeForm, shape: Form, choice?: Choice): Promise<void> {
	const fields = fieldsOf(shape, choice);
	await eventually(
		async () => await form.labels(),
		fields.map(({ displayName }) => displayName),
	);
	await eventually(async () => await form.notices(), noticesOf(shape, choice));
	for (const { name, required } of fields) if (required) await form.field(name).waitFor();
	await eventually(async () => await form.expressions().count(), 0);
	const broken = /could not|undefined|\[object|\{\{/i;
	await eventually(async () => broken.exec(await form.panel.innerText()), null);
}

/** Picks something from each list of things that the form has and that was not used before. */
async function pickFromLists(form: NodeForm, fields: readonly INodeProperties[]): Promise<void> {
	for (const field of fields) {
		if (field.type !== 'resourceLocator') continue;
		const list = field.modes?.find(({ type }) => type === 'list')?.typeOptions?.searchListMethod;
		await form.pickFrom(field.name, stock[list ?? ''] ?? [`something for ${list}`]);
	}
}

/** Changes what decides about the fields, looks at them, and changes it back. */
async function tryChoice(form: NodeForm, shape: Form, choice: Choice): Promise<void> {
	const before = fieldsOf(shape);
	const fields = fieldsOf(shape, choice);
	await form.set(choice);
	await check(form, shape, choice);
	const added = fields.filter((field) => !before.includes(field));
	await pickFromLists(form, added);
	await form.set({ ...choice, value: choice.initial });
	await check(form, shape);
}

it.each(allForms.map((form) => [`${form.resource.name}: ${form.operation.name}`, form] as const))(
	'%s opens by mouse with all its fields, and its lists offer what there is',
	async (_, shape) => {
		complaints.length = 0;
		const form = await choose(shape);
		const fields = fieldsOf(shape);
		await check(form, shape);
		await pickFromLists(form, fields);
		for (const choice of furtherChoices(shape)) await tryChoice(form, shape, choice);
		expect(complaints).toEqual([]);
		opened = { form, resource: shape.resource.name };
	},
	TEST_TIMEOUT,
);
