import type {
	IAuthenticate,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { hostProperty, refuseOtherServer } from '../nodes/ApiVideo/api/fileServer';
import { HEADER_LABELS, readSigningHeader } from '../nodes/ApiVideo/api/fileServerHeader';

/** Its test is in the node (`testedBy`): a request of n8n's own would take a refused header for a good one below 2.10. */
export class ApiVideoFileServerApi implements ICredentialType {
	name = 'apiVideoFileServerApi';

	displayName = 'api.video File Server API';

	icon: Icon = { light: 'file:../icons/apivideo.svg', dark: 'file:../icons/apivideo.dark.svg' };

	documentationUrl =
		'https://github.com/apivideo/n8n-nodes-apivideo/blob/main/docs/file-servers.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'This is for the server that has the video file, such as Nextcloud or a server in your own network. It is not the key of api.video.',
			name: 'whatItIsFor',
			type: 'notice',
			default: '',
		},
		hostProperty,
		{
			displayName: HEADER_LABELS.name,
			name: 'headerName',
			type: 'string',
			required: true,
			default: 'Authorization',
			description: 'The header by which the server knows who reads',
		},
		{
			displayName: HEADER_LABELS.value,
			name: 'headerSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. Bearer …',
			description:
				'All that stands behind the name and its colon, such as Bearer, a blank and a token; or Basic, a blank, and user name, colon and password in base64',
		},
		{
			displayName:
				'The test asks the start page of the server with this header. That it went well says that the server answers and does not refuse the header there. Whether it opens a file shows in the step.',
			name: 'whatTheTestSays',
			type: 'notice',
			default: '',
		},
	];

	/** Also where a step of n8n's own uses the credential, it goes to no other server. */
	authenticate: IAuthenticate = async (credentials, request) => {
		refuseOtherServer(credentials, addressOf(request));
		const { name, value } = readSigningHeader(credentials);
		const others = Object.entries(request.headers ?? {}).filter(
			([other]) => other.toLowerCase() !== name.toLowerCase(),
		);
		request.headers = { ...Object.fromEntries(others), [name]: value };
		return request;
	};
}

/** The HTTP Request node of n8n calls it `uri`. */
function addressOf(request: IHttpRequestOptions & { uri?: string }): URL {
	return new URL(request.url || String(request.uri), request.baseURL);
}
