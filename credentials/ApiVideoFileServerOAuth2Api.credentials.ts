import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { hostProperty } from '../nodes/ApiVideo/api/fileServer';

export class ApiVideoFileServerOAuth2Api implements ICredentialType {
	name = 'apiVideoFileServerOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'api.video File Server OAuth2 API';

	icon: Icon = { light: 'file:../icons/apivideo.svg', dark: 'file:../icons/apivideo.dark.svg' };

	documentationUrl =
		'https://github.com/apivideo/n8n-nodes-apivideo/blob/main/docs/file-servers.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'This is for the server that has the video file, such as Google Drive. It is not for api.video. <a href="https://github.com/apivideo/n8n-nodes-apivideo/blob/main/docs/file-servers.md" target="_blank">What to enter for Google Drive and Dropbox</a>.',
			name: 'whatItIsFor',
			type: 'notice',
			default: '',
		},
		{
			...hostProperty,
			placeholder: 'e.g. www.googleapis.com',
		},
	];
}
