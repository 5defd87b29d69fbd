import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { readId, type IdKind } from '../../values/id';
import type { OperationContext } from '../operation';

/** A kind of thing that has an ID, and how the editor lets one be picked. */
export interface Pickable extends IdKind {
	/** As the editor calls it. */
	readonly label: string;
	/** The method that fills the From List mode. */
	readonly searchListMethod: string;
}

/** @returns the field that picks one of these; it may stay empty, unless `required` is added */
export function locatorFor(pickable: Pickable): INodeProperties {
	const { idName, label, thing, example, url, searchListMethod } = pickable;
	return {
		displayName: label,
		name: idName,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: `The ${thing} to work on. Earlier steps put out its ID as ${idName}.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${thing}...`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${example}` },
			...(url
				? [
						{
							displayName: 'By URL',
							name: 'url',
							type: 'string' as const,
							placeholder: `e.g. ${url.example}`,
							extractValue: { type: 'regex' as const, regex: url.idIn },
							validation: [
								{
									type: 'regex',
									properties: {
										// An empty field passes here: `required` decides whether the parameter may stay empty.
										regex: `(?:${url.idIn})?`,
										errorMessage: `This is not the address of a ${thing} of api.video`,
									},
								},
							],
						},
					]
				: []),
		],
	};
}

/**
 * Reads a parameter that must not stay empty.
 *
 * @param parameter the parameter to read, where it is not called like its kind
 * @throws Trouble when nothing was picked, or no ID can be made out
 */
export function readPickedId(
	{ parameters }: OperationContext,
	pickable: Pickable,
	parameter?: Pick<INodeProperties, 'name' | 'displayName'>,
): string {
	const { idName, label: ownLabel, thing } = pickable;
	const { name, displayName: label } = parameter ?? { name: idName, displayName: ownLabel };
	const id = readId(parameters.raw({ name, default: '' }), pickable, label);
	if (id !== undefined) return id;
	throw new Trouble(
		`No ${thing} was picked`,
		`Pick one in ${label}, or enter the ID that an earlier step put out as ${idName}.`,
	);
}
