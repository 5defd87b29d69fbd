import type { IExecuteFunctions } from 'n8n-workflow';
import { whoDropped } from '../../../nodes/ApiVideo/n8n/whoDropped';

const FILE = { binary: { data: { mimeType: 'video/mp4' } } };
const OTHER = 'n8n-nodes-base.set';
const OURS = 'apiVideo';

/** A step of a workflow: the steps before it, and what it has put out; undefined where it has not run. */
interface Step {
	readonly before?: readonly string[];
	readonly items?: readonly unknown[];
	readonly type?: string;
}

/** What is said in a step named Upload, behind a step named Last. */
function saidBehind(steps: Readonly<Record<string, Step>>): string {
	const beforeOf = (name: string): readonly string[] =>
		name === 'Upload' ? ['Last'] : (steps[name]?.before ?? []);
	const allBefore = (name: string): readonly string[] =>
		beforeOf(name).flatMap((one) => [one, ...allBefore(one)]);
	const context = {
		getInputSourceData: () => ({ previousNode: 'Last' }),
		getNode: () => ({ name: 'Upload', type: OURS }),
		getParentNodes: (name: string, options?: { depth: number }) =>
			(options?.depth === 1 ? beforeOf(name) : allBefore(name)).map((one) => ({
				name: one,
				type: steps[one]?.type ?? OTHER,
			})),
		getWorkflowDataProxy: () => ({
			$: (name: string) => ({
				all: () => {
					const { items } = steps[name] ?? {};
					if (items === undefined) throw new Error('The step has not run');
					return items;
				},
			}),
		}),
	};
	return whoDropped(context as unknown as IExecuteFunctions, 0);
}

const JSON_ONLY = [{ json: { a: 1 }, binary: {} }, null];

it('names the step with the file, and the one after it that does not hand it on', () => {
	expect(
		saidBehind({
			Last: { before: ['Edit'], items: JSON_ONLY },
			Edit: { before: ['Download'], items: JSON_ONLY },
			Download: { items: [{ json: {} }, FILE] },
		}),
	).toBe(
		"The step 'Download' brings a file, but 'Edit' after it does not hand it on. Put 'Edit' before 'Download', or let it keep the file.",
	);
});

it('names the step that brings the file, where others hand it on', () => {
	expect(
		saidBehind({
			Last: { before: ['Wait'], items: JSON_ONLY },
			Wait: { before: ['Download'], items: [FILE] },
			Download: { before: ['Start'], items: [FILE] },
			Start: { items: JSON_ONLY },
		}),
	).toMatch(/^The step 'Download' brings a file, but 'Last' after it does not hand it on\./);
});

it('says of a step of its own kind that it never hands on files', () => {
	expect(
		saidBehind({
			Last: { before: ['Download'], items: JSON_ONLY, type: OURS },
			Download: { items: [FILE] },
		}),
	).toBe(
		"The step 'Download' brings a file, but 'Last' after it hands on only what api.video has answered. Put 'Last' before 'Download'.",
	);
});

it.each([
	['in the JSON of an item', { json: { _files: { data: {} } } }],
	['beside its JSON', { _files: { data: {} } }],
])('sees files that are %s', (_case, item) => {
	const steps = { Last: { before: ['Form'], items: JSON_ONLY }, Form: { items: [item] } };
	expect(saidBehind(steps)).toContain("'Form' brings a file");
});

it.each<[string, Record<string, Step>]>([
	[
		'the step before has the file',
		{ Last: { before: ['A'], items: [FILE] }, A: { items: [FILE] } },
	],
	['no step has one', { Last: { before: ['A'], items: JSON_ONLY }, A: { items: JSON_ONLY } }],
	['the step with the file has not run', { Last: { before: ['A'], items: JSON_ONLY }, A: {} }],
	[
		'the steps go in circles',
		{ Last: { before: ['A'], items: [] }, A: { before: ['Last'], items: [] } },
	],
	[
		'what was put out holds no files',
		{
			Last: { before: ['A'], items: [] },
			A: { items: [7, 'text', { json: 7 }, { json: { _files: 7 } }] },
		},
	],
])('says nothing where %s', (_case, steps) => {
	expect(saidBehind(steps)).toBe('');
});

it('says nothing where n8n does not tell of the steps before', () => {
	expect(whoDropped({} as IExecuteFunctions, 0)).toBe('');
});

it('looks at the fifty nearest steps, and at no more', () => {
	const chain = (length: number): Record<string, Step> =>
		Object.fromEntries(
			Array.from({ length }, (_, at): [string, Step] => [
				at === 0 ? 'Last' : `Step ${at}`,
				{ before: [`Step ${at + 1}`], items: at === length - 1 ? [FILE] : JSON_ONLY },
			]),
		);
	expect(saidBehind(chain(50))).toContain("'Step 49' brings a file");
	expect(saidBehind(chain(51))).toBe('');
});
