import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { choices } from '../../unit/support/descriptions';

const { description } = new ApiVideo();
const { properties } = description;
const VERSION = { typeVersion: 1 };

/** What a person chooses in the lists at the top of the node's form. */
export interface Form {
	readonly resource: INodePropertyOptions;
	readonly operation: INodePropertyOptions;
}

/** One entry of a list, or one position of a switch, that decides which fields the form has. */
export interface Choice {
	readonly property: INodeProperties;
	readonly value: Value;
	/** What it was when the form opened. */
	readonly initial: Value;
}

type Value = string | number | boolean;

/** Every form that the node's description has. */
export const allForms: readonly Form[] = offered('resource', {}).flatMap((resource) =>
	offered('operation', { resource: resource.value }).map((operation) => ({ resource, operation })),
);

/** The entries of one of the lists at the top, when nothing below it has been changed. */
function offered(name: string, values: INodeParameters): INodePropertyOptions[] {
	return shown(values).flatMap((property) => (property.name === name ? choices(property) : []));
}

/**
 * The fields of a form, from top to bottom.
 *
 * @param chosen what was chosen in it; everything else is as it was when the form opened
 */
export function fieldsOf(form: Form, chosen?: Choice): INodeProperties[] {
	return partsOf(form, chosen).filter(({ type }) => type !== 'notice');
}

/** What a form says besides its fields, from top to bottom. */
export function noticesOf(form: Form, chosen?: Choice): string[] {
	const notices = partsOf(form, chosen).filter(({ type }) => type === 'notice');
	return notices.map(({ displayName }) => displayName.replace(/<[^>]*>/g, ''));
}

function partsOf({ resource, operation }: Form, chosen?: Choice): INodeProperties[] {
	return shown({
		resource: resource.value,
		operation: operation.value,
		...(chosen && { [chosen.property.name]: chosen.value }),
	});
}

/** What else can be chosen in a form so that its fields change. */
export function furtherChoices(form: Form): Choice[] {
	const deciding = new Set(
		properties.flatMap(({ displayOptions: { show } = {} }) => Object.keys(show ?? {})),
	);
	const fields = fieldsOf(form).filter(
		({ name }) => name !== 'resource' && name !== 'operation' && deciding.has(name),
	);
	return fields.flatMap((property) => {
		const values = valuesOf(property);
		const initial = values.find((value) => value === property.default);
		if (initial === undefined) return [];
		const others = values.filter((value) => value !== initial);
		return others.map((value) => ({ property, value, initial }));
	});
}

function valuesOf(property: INodeProperties): Value[] {
	return property.type === 'boolean' ? [true, false] : choices(property).map(({ value }) => value);
}

function shown(values: INodeParameters): INodeProperties[] {
	const all = NodeHelpers.getNodeParameters(properties, values, true, false, VERSION, description);
	return properties.filter((property) =>
		NodeHelpers.displayParameter(all ?? {}, property, VERSION, description),
	);
}
