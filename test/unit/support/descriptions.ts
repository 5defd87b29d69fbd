import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyOptions,
} from 'n8n-workflow';
import { ApiVideoApi } from '../../../credentials/ApiVideoApi.credentials';
import { ApiVideoUploadTokenApi } from '../../../credentials/ApiVideoUploadTokenApi.credentials';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';

/** A parameter, and where it stands. */
export interface Found {
	readonly path: string;
	readonly property: INodeProperties;
}

/** Every parameter of the node and the credentials, those inside collections too. */
export function allParameters(): Found[] {
	return [
		...inside('node', new ApiVideo().description.properties),
		...inside('key', new ApiVideoApi().properties),
		...inside('token', new ApiVideoUploadTokenApi().properties),
	];
}

function inside(where: string, properties: readonly INodeProperties[]): Found[] {
	return properties.flatMap((property, index) => {
		const shown = Object.values(property.displayOptions?.show ?? {}).join(' ');
		const path = `${where} > ${property.name} (${shown || index})`;
		return [{ path, property }, ...inside(path, children(property))];
	});
}

/** The parameters inside a collection, or inside the groups of a fixed one. */
function children({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
}

/** The entries of a list to choose from. */
export function choices({ type, options = [] }: INodeProperties): INodePropertyOptions[] {
	const isList = type === 'options' || type === 'multiOptions';
	return isList ? (options as INodePropertyOptions[]) : [];
}

/** The modes of a resource locator. */
export function modesOf({ modes = [] }: INodeProperties): INodePropertyMode[] {
	return modes;
}
