import type { INodeProperties } from 'n8n-workflow';
import { logoOfPlayerTheme } from '../../api/paths/playerThemes';
import type { Parameters } from '../../n8n/parameters';
import { KIB } from '../../upload';
import { isBlank } from '../../values/text';
import type { Operation } from '../operation';
import { readImage } from '../shared/imageFile';
import { inputBinaryField } from '../shared/inputBinaryField';
import { playerThemeLocator, readPlayerId } from './playerThemeLocator';

/** Source: `POST /players/{playerId}/logo`. */
const RULES = { use: 'a logo', formats: ['JPEG', 'PNG'], maxBytes: 100 * KIB } as const;

const linkField: INodeProperties = {
	displayName: 'Link',
	name: 'link',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com',
	description: 'The web page that opens when a viewer clicks on the logo',
};

export const uploadLogo: Operation = {
	value: 'uploadLogo',
	name: 'Upload Logo',
	action: 'Upload player theme logo',
	description: 'Upload an image that the player shows as a logo, and the page it leads to',
	properties: [
		playerThemeLocator,
		{
			...inputBinaryField,
			description: `A JPEG or PNG image of up to ${RULES.maxBytes / KIB} KiB, 200 pixels wide and 100 pixels high; best a PNG with a transparent background`,
		},
		linkField,
	],
	async execute(context) {
		const { api, parameters } = context;
		const logo = logoOfPlayerTheme(readPlayerId(context));
		const link = readLink(parameters);
		const image = await readImage(context, RULES);
		const body = new FormData();
		if (link) body.append('link', link);
		body.append('file', image);
		return await api.post({
			...logo,
			fileUse: RULES.use,
			body,
			repeatable: true,
			rerunnable: true,
		});
	},
};

function readLink(parameters: Parameters): string {
	if (isBlank(parameters.raw(linkField))) return '';
	return parameters.address(
		linkField,
		'Enter the full address of a web page; it begins with https:// or http://. Leave Link empty for a logo that leads nowhere.',
	);
}
