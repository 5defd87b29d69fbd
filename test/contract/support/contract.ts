import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { ApiVideoTrigger } from '../../../nodes/ApiVideo/ApiVideoTrigger.node';
import { allCredentials } from '../../unit/support/credentialClasses';

/** What stored workflows rely on, of one parameter or of a node as a whole. */
export interface Entry {
	readonly type: string;
	readonly default?: unknown;
	readonly required?: true;
	/** Values to choose from; of a node, what it consists of. */
	readonly values?: readonly string[];
	/** Of a resource locator. */
	readonly modes?: readonly string[];
	/** Whether it holds a list. */
	readonly multiple?: true;
	/** n8n drops a parameter that is not shown, so the conditions belong to the contract. */
	readonly shown?: Readonly<Record<string, readonly string[]>>;
}

/** By where they stand, as in `apiVideo > video:upload > options > chunkSize`. */
export type Contract = Readonly<Record<string, Entry>>;

/** What the nodes and credentials promise to stored workflows at the moment. */
export function currentContract(): Contract {
	const nodes: INodeType[] = [new ApiVideo(), new ApiVideoTrigger()];
	const entries = [
		...nodes.flatMap(
			(node): Array<[string, Entry]> => [
				[node.description.name, wholeNode(node)],
				...inside(node.description.name, node.description.properties),
			],
		),
		...allCredentials.flatMap(
			({ name, properties }): Array<[string, Entry]> => [
				[name, { type: 'credential' }],
				...inside(name, properties),
			],
		),
	];
	const keys = entries.map(([key]) => key);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice) throw new Error(`Two parameters cannot be told apart: ${twice}`);
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function wholeNode({ description }: INodeType): Entry {
	const { version, inputs, outputs, credentials = [], webhooks = [], usableAsTool } = description;
	const values = [
		...[version].flat().map((number) => `version ${number}`),
		...[inputs].flat().map((input) => `input ${JSON.stringify(input)}`),
		...[outputs].flat().map((output) => `output ${JSON.stringify(output)}`),
		...credentials.map(({ name }) => `credential ${name}`),
		...webhooks.map(({ httpMethod, path }) => `webhook ${String(httpMethod)} ${path}`),
		...(usableAsTool ? ['tool'] : []),
	];
	return { type: 'node', values };
}

function inside(path: string, properties: readonly INodeProperties[]): Array<[string, Entry]> {
	// Nothing is stored of a notice.
	const stored = properties.filter(({ type }) => type !== 'notice');
	return stored.flatMap((property): Array<[string, Entry]> => {
		const key = keyOf(path, property);
		return [[key, entryOf(property)], ...children(property, key)];
	});
}

function keyOf(path: string, { name, displayOptions }: INodeProperties): string {
	const { resource, operation } = displayOptions?.show ?? {};
	const place = [resource, operation].flatMap((values) => values ?? []).join(':');
	return [path, place, name].filter(Boolean).join(' > ');
}

function children({ type, options = [] }: INodeProperties, key: string): Array<[string, Entry]> {
	if (type === 'collection') return inside(key, options as INodeProperties[]);
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ name, values }) =>
		inside(`${key} > ${name}`, values),
	);
}

function entryOf(property: INodeProperties): Entry {
	const { type, required, typeOptions, modes, displayOptions } = property;
	const isList = type === 'options' || type === 'multiOptions';
	const shown = Object.entries(displayOptions?.show ?? {})
		.filter(([name]) => name !== 'resource' && name !== 'operation')
		.map(([name, values]) => [name, (values ?? []).map(String)] as const);
	return {
		type,
		default: property.default,
		...(required ? { required } : {}),
		...(isList ? { values: valuesOf(property) } : {}),
		...(modes ? { modes: modes.map(({ name }) => name).sort() } : {}),
		...(typeOptions?.multipleValues ? { multiple: true } : {}),
		...(shown.length > 0 ? { shown: Object.fromEntries(shown) } : {}),
	};
}

/** Their order is free to change. */
function valuesOf({ options = [] }: INodeProperties): string[] {
	return (options as INodePropertyOptions[]).map(({ value }) => String(value)).sort();
}
