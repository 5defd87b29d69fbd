import { apiRequest } from '../../api/client';
import { readAddress } from '../../values/address';
import { isBlank } from '../../values/text';
import type { Operation } from '../operation';
import { readImage } from '../shared/imageFile';
import { inputBinaryField } from '../shared/inputBinaryField';
import { onePlayerTheme, playerThemeLocator, readPlayerId } from '../shared/playerThemeLocator';

/** Source: `POST /players/{playerId}/logo`. */
const RULES = { use: 'a logo', formats: ['JPEG', 'PNG'], maxBytes: 100 * 1024 } as const;

export const uploadLogo: Operation = {
	value: 'uploadLogo',
	name: 'Upload Logo',
	action: 'Upload player theme logo',
	description: 'Upload an image that the player shows as a logo, and the page it leads to',
	properties: [
		playerThemeLocator,
		{
			...inputBinaryField,
			description:
				'A JPEG or PNG image of up to 100 KiB, 200 pixels wide and 100 pixels high; best a PNG with a transparent background',
		},
		{
			displayName: 'Link',
			name: 'link',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com',
			description: 'The web page that opens when a viewer clicks on the logo',
		},
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const { path, subject } = onePlayerTheme(readPlayerId(context));
		const link = readLink(n8n.getNodeParameter('link', itemIndex, ''));
		const image = await readImage(context, RULES);
		const body = new FormData();
		if (link) body.append('link', link);
		body.append('file', image);
		return await apiRequest(n8n, clock, {
			method: 'POST',
			path: `${path}/logo`,
			subject,
			fileUse: RULES.use,
			body,
			repeatable: true,
		});
	},
};

function readLink(value: unknown): string {
	if (isBlank(value)) return '';
	return readAddress(
		value,
		'Link',
		'Enter the full address of a web page; it begins with https:// or http://. Leave Link empty for a logo that leads nowhere.',
	);
}
