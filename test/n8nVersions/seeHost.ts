import type {
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
	INodeType,
	NodeParameterValueType,
} from 'n8n-workflow';
import { runNode } from '../integration/harness/runNode';
import { bareDescription } from '../integration/harness/sourceNode';
import { probe } from './seeHelper';

/** What n8n itself does, on which the node's code relies. */
export async function seeHost() {
	return {
		/** By which output an item leaves that holds these fields. */
		leavesBy: {
			error: await outputOf({ error: 'x' }),
			errorAndMessage: await outputOf({ error: 'x', message: 'y' }),
			errorMessageAndDetails: await outputOf({ error: 'x', message: 'y', details: 'z' }),
			errorAndField: await outputOf({ error: 'x', videoId: 'vi1' }),
		},
		cancellable: await cancellable(),
		/** What is left of rows for which one expression stands: for all of the collection, or for its rows. */
		rows: {
			collection: await rowsOf(ROWS),
			rows: await rowsOf({ entry: ROWS }),
		},
		noCredential: await wordsWithoutCredential(),
	};
}

const ROWS = '={{ [{ key: "a", value: "b" }] }}';

async function outputOf(json: INodeExecutionData['json']): Promise<number> {
	const node: INodeType = {
		description: bareDescription('failing'),
		async execute() {
			return [[{ json, pairedItem: { item: 0 } }]];
		},
	};
	const { outputs } = await runNode({ node, settings: { onError: 'continueErrorOutput' } });
	return outputs.findIndex(({ length }) => length > 0);
}

async function cancellable(): Promise<boolean> {
	let signal: AbortSignal | undefined;
	const stop = new AbortController();
	const node = probe(async (n8n) => {
		signal = n8n.getExecutionCancelSignal();
		stop.abort();
	});
	await runNode({ node, signal: stop.signal });
	return signal?.aborted ?? false;
}

async function rowsOf(metadata: NodeParameterValueType): Promise<unknown> {
	let seen: unknown;
	const node = probe(async (n8n) => void (seen = n8n.getNodeParameter('fields.metadata', 0)));
	node.description.properties.push(...FIELDS);
	const { error } = await runNode({
		node,
		parameters: { fields: { metadata } as INodeParameters },
	});
	if (error) throw new Error(error.message);
	return seen;
}

/** As Video > Upload has them. */
const FIELDS: INodeProperties[] = [
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'collection',
		default: {},
		options: [
			{
				displayName: 'Metadata',
				name: 'metadata',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				default: {},
				options: [
					{
						displayName: 'Entry',
						name: 'entry',
						values: [
							{ displayName: 'Key', name: 'key', type: 'string', default: '' },
							{ displayName: 'Value', name: 'value', type: 'string', default: '' },
						],
					},
				],
			},
		],
	},
];

async function wordsWithoutCredential(): Promise<string | undefined> {
	let words: string | undefined;
	const node = probe(async (n8n) => {
		words = await n8n.getCredentials('apiVideoApi').then(
			() => undefined,
			({ message }: Error) => message,
		);
	}, 'apiVideoApi');
	await runNode({ node });
	return words;
}
