import type { ICredentialsDisplayOptions, IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { FILE_SERVER_PICKER } from '../../api/credentialTypes';
import { Trouble } from '../../api/trouble';
import { SIGN_IN, WEB_ADDRESS } from '../../n8n/web/webAddress';
import { readText } from '../../values/text';

/** Where the file is. */
export type FileFrom = 'binaryField' | 'webAddress';

/** How the file server knows who reads. */
export type SignInWith = 'none' | 'header' | 'oAuth2';

const ON_THE_WEB: FileFrom = 'webAddress';

/** Where the file is. */
export const fileFromField: INodeProperties = {
	displayName: 'File From',
	name: 'fileFrom',
	type: 'options',
	options: [
		{
			name: 'Binary Field',
			value: 'binaryField',
			description: 'A file that an earlier step has brought into n8n',
		},
		{
			name: 'Web Address',
			value: ON_THE_WEB,
			description:
				'A file on another server, private ones too: it is read from there while it is sent, and n8n keeps nothing of it',
		},
	],
	default: 'binaryField',
	description: 'Where the file is that is to be uploaded',
};

/** Shows a parameter where the file is in the item. */
export const inBinaryField: IDisplayOptions = { show: { fileFrom: ['binaryField'] } };

/** Shows a parameter where the file is on another server. */
const onTheWeb: IDisplayOptions = { show: { fileFrom: [ON_THE_WEB] } };

/** The same inside a collection. */
export const onTheWebInCollection: IDisplayOptions = { show: { '/fileFrom': [ON_THE_WEB] } };

export const webAddressField: INodeProperties = {
	displayName: WEB_ADDRESS,
	name: 'webAddress',
	type: 'string',
	required: true,
	displayOptions: onTheWeb,
	default: '',
	placeholder: 'e.g. https://files.example.com/film.mp4',
	description:
		'The address of the file itself, not of a page that shows it. Signed links are fine: they are asked for when the turn of the item comes.',
};

const publicFileNotice: INodeProperties = {
	displayName:
		'Can anybody download this file? Then Video > Create, with Source set to URL, lets api.video fetch it by itself, which costs this n8n nothing.',
	name: 'publicFileNotice',
	type: 'notice',
	displayOptions: { show: { fileFrom: [ON_THE_WEB], signInToServerWith: ['none'] } },
	default: '',
};

export const signInField: INodeProperties = {
	displayName: SIGN_IN,
	name: 'signInToServerWith',
	type: 'options',
	displayOptions: onTheWeb,
	options: [
		{
			name: 'None',
			value: 'none',
			description: 'The address alone opens the file, as with a signed link',
		},
		{
			name: 'Header',
			value: 'header',
			description: 'With a header, such as Authorization: for Nextcloud, WebDAV and most others',
		},
		{
			name: 'OAuth2',
			value: 'oAuth2',
			description: 'With OAuth2, as for Google Drive',
		},
	],
	default: 'none',
	description: `How the server that has the file knows who reads. The credential for it is chosen as ${FILE_SERVER_PICKER}, and goes to the Host in it and to no other server.`,
};

/** What says where the file is. */
export const webFields: readonly INodeProperties[] = [
	webAddressField,
	signInField,
	publicFileNotice,
];

/** The name of a file on the web, which its address does not always tell. */
export const fileNameField: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	displayOptions: onTheWebInCollection,
	default: '',
	placeholder: 'e.g. film.mp4',
	description:
		'What the file is called, with its extension. Left out, it is what the file server says, or how the address ends. Without a Title it becomes the title of the video.',
};

/**
 * @param value of {@link fileNameField}
 * @returns undefined where nothing was entered
 * @throws Trouble when it is no text, or has a line break in it
 */
export function readFileName(value: unknown): string | undefined {
	const { displayName: label } = fileNameField;
	const name = readText(value, label)?.trim();
	if (!name) return undefined;
	if (!/[\p{Cc}\u2028\u2029]/u.test(name)) return name;
	throw new Trouble(
		`${label} has a line break or another control character in it`,
		`Enter the name of one file in one line, or remove ${label} from Options.`,
	);
}

/** Where a step asks for one with a header. Not every option of a parameter stands here: see `keyShown`. */
export const headerShown: ICredentialsDisplayOptions = shownWith('header');

/** Where a step asks for a credential with OAuth2. */
export const oAuth2Shown: ICredentialsDisplayOptions = shownWith('oAuth2');

function shownWith(signIn: SignInWith): ICredentialsDisplayOptions {
	return { show: { fileFrom: [ON_THE_WEB], signInToServerWith: [signIn] } };
}
