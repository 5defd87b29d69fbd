import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { textIn } from '../../values/id';
import type { OperationContext } from '../operation';
import { languages } from '../video/languages';

/** The parameter that picks a language. Captions and chapters have more of them than transcripts have. */
export const languageLocator: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'The language to work on, as a code such as en or fr-CA: a video has one file for each',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a language...',
			typeOptions: { searchListMethod: 'searchLanguages', searchable: true },
		},
		{
			displayName: 'By Code',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. fr-CA',
			hint: 'Any BCP 47 code, also one that the list does not have',
		},
	],
};

/**
 * Reads which language was picked.
 *
 * @returns a BCP 47 code; the label that a person sees stands for its code as well
 * @throws Trouble when nothing was picked, or it is no code
 */
export function readLanguage({ parameters }: OperationContext): string {
	const code = textIn(parameters.raw(languageLocator), languageLocator.displayName);
	if (code === '') {
		throw new Trouble(
			'No language was picked',
			'Pick one in Language, or enter a code such as en or fr-CA.',
		);
	}
	const shown = languages.find(({ name, value }) =>
		[name, listed(name, value)].some((label) => label.toLowerCase() === code.toLowerCase()),
	);
	if (shown) return String(shown.value);
	if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code)) return code;
	throw new Trouble(
		`Language is not a language code: ${quote(code)}`,
		'Enter a code such as en, or fr-CA with a dash in between, or pick the language from the list.',
	);
}

function listed(name: string, value: unknown): string {
	return `${name} (${String(value)})`;
}

/** Fills the From List mode. */
export async function searchLanguages(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const wanted = filter.toLowerCase();
	return {
		results: languages
			.map(({ name, value }) => ({ name: listed(name, value), value: String(value) }))
			.filter(({ name }) => name.toLowerCase().includes(wanted)),
	};
}
