import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { ApiVideoTrigger } from '../../../nodes/ApiVideo/ApiVideoTrigger.node';
import { resources } from '../../../nodes/ApiVideo/resources';
import { uploadWithField } from '../../../nodes/ApiVideo/resources/video/uploadWith';
import type { Operation, Resource } from '../../../nodes/ApiVideo/resources/operation';
import { allCredentials } from '../../unit/support/credentialClasses';
import { choices } from '../../unit/support/descriptions';
import { HOW_TO_UPDATE } from './committed';
import { standsFor } from './coverage';
import type { AllFacts } from './facts';

/** A longer list of plain names, such as the languages, is only counted. */
const CHOICES_MAX = 16;

const [KEY, TOKEN] = allCredentials;

/** Writes down, in Markdown, everything that the nodes offer, in the words of the editor. */
export function operationsPage(facts: AllFacts): string {
	const node = new ApiVideo().description;
	const trigger = new ApiVideoTrigger().description;
	return [
		'# Operations',
		`Everything the nodes offer, in the words of the editor. This page is generated from the descriptions and checked by the tests; to make it anew: \`${HOW_TO_UPDATE}\`.`,
		'Parameters marked _required_ have to be filled in. The name behind a label is the one that n8n stores; it never changes.',
		...resources.map(
			(resource) => `- [${resource.name}](#${anchor(resource.name)}): ${operationNames(resource)}`,
		),
		`- [${trigger.displayName}](#${anchor(trigger.displayName)})`,
		'- [Credentials](#credentials)',
		sentence(node.description),
		...resources.flatMap((resource) => resourceSection(resource, facts)),
		`## ${trigger.displayName}`,
		`${sentence(trigger.description)} Credential: ${KEY.displayName}.`,
		parameters(trigger.properties),
		'## Credentials',
		...allCredentials.flatMap(({ displayName, name, properties }) => [
			`### ${displayName}`,
			`Stored as \`${name}\`.`,
			parameters(properties.filter(({ type }) => type !== 'hidden')),
		]),
	]
		.filter(Boolean)
		.join('\n\n')
		.replace(/\n\n(?=- \[)/g, '\n');
}

function resourceSection(resource: Resource, facts: AllFacts): string[] {
	return [
		`## ${resource.name}`,
		`Stored as \`${resource.value}\`.`,
		...resource.operations.flatMap((operation) => operationSection(resource, operation, facts)),
	];
}

function operationSection(resource: Resource, operation: Operation, facts: AllFacts): string[] {
	const calls = standsFor(`${resource.value}:${operation.value}`)
		.map((id) => `\`${facts[id].method} ${facts[id].path}\``)
		.join(', ');
	const credential = operation.properties.includes(uploadWithField)
		? `${KEY.displayName} or ${TOKEN.displayName}`
		: KEY.displayName;
	return [
		`### ${resource.name}: ${operation.name}`,
		sentence(operation.description),
		`In the node panel: "${operation.action}". Stored as \`${operation.value}\`. Calls ${calls}. Credential: ${credential}.`,
		parameters(operation.properties),
	];
}

function operationNames({ operations }: Resource): string {
	return operations.map(({ name }) => name).join(', ');
}

function parameters(properties: readonly INodeProperties[], indent = ''): string {
	return properties.map((property) => parameter(property, indent)).join('\n');
}

function parameter(property: INodeProperties, indent: string): string {
	if (property.type === 'notice') return notice(property, indent);
	const { displayName, name, required, description, hint } = property;
	const texts = [description, hint, condition(property), modes(property), oneLine(property)];
	const said = texts.filter((text): text is string => Boolean(text)).map(sentence);
	const mark = required ? ' _required_' : '';
	const head = `${indent}- **${escaped(displayName)}** (\`${name}\`)${mark}`;
	const line = said.length > 0 ? `${head}: ${said.join(' ')}` : head;
	return [line, ...below(property, `${indent}  `)].join('\n');
}

/** Nothing to fill in: a text, in which the editor makes links. */
function notice(property: INodeProperties, indent: string): string {
	const text = property.displayName.replace(/<[^>]*>/g, '');
	const said = [text, condition(property)].filter((one): one is string => Boolean(one));
	return `${indent}- ${said.map(sentence).join(' ')}`;
}

function condition({ displayOptions }: INodeProperties): string | undefined {
	const conditions = Object.entries(displayOptions?.show ?? {}).map(
		([name, values]) =>
			`\`${name.replace('/', '')}\` is ${(values ?? []).map(String).join(' or ')}`,
	);
	return conditions.length > 0 ? `Shown when ${conditions.join(' and ')}` : undefined;
}

function modes({ modes: all = [] }: INodeProperties): string | undefined {
	return all.length > 0
		? `Picked ${all.map(({ displayName }) => displayName).join(', ')}`
		: undefined;
}

/** Choices without descriptions fit on a line. */
function oneLine(property: INodeProperties): string | undefined {
	const list = choices(property);
	if (list.length === 0 || isDescribed(list)) return undefined;
	const names = list.map(({ name }) => escaped(name));
	const amount = property.type === 'multiOptions' ? 'Any' : 'One';
	if (names.length <= CHOICES_MAX) return `${amount} of: ${names.join(', ')}`;
	return `${names.length} choices from ${names[0]} to ${names[names.length - 1]}`;
}

function below(property: INodeProperties, indent: string): string[] {
	const { type, options = [] } = property;
	if (type === 'collection') return [parameters(options as INodeProperties[], indent)];
	if (type === 'fixedCollection') {
		return (options as INodePropertyCollection[]).map(({ values }) => parameters(values, indent));
	}
	const list = choices(property);
	if (!isDescribed(list)) return [];
	return list.map(({ name, description = '' }) =>
		description
			? `${indent}- ${escaped(name)}: ${sentence(description)}`
			: `${indent}- ${escaped(name)}`,
	);
}

function isDescribed(list: readonly INodePropertyOptions[]): boolean {
	return list.some(({ description }) => description);
}

function sentence(text: string): string {
	const plain = escaped(text.trim());
	return /[.?!]$/.test(plain) ? plain : `${plain}.`;
}

/** Descriptions are plain text: what Markdown would read as its own is not meant so. */
function escaped(text: string): string {
	return text.replace(/[<*_[\]]/g, '\\$&').replace(/https?:\/\/\S+/g, '`$&`');
}

function anchor(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\w -]/g, '')
		.replace(/ /g, '-');
}
