import type { ICredentialType } from 'n8n-workflow';
import { ApiVideoApi } from '../../../credentials/ApiVideoApi.credentials';
import { ApiVideoFileServerApi } from '../../../credentials/ApiVideoFileServerApi.credentials';
import { ApiVideoFileServerOAuth2Api } from '../../../credentials/ApiVideoFileServerOAuth2Api.credentials';
import { ApiVideoUploadTokenApi } from '../../../credentials/ApiVideoUploadTokenApi.credentials';

/** All types of credential, in the order in which the node names them: a new one is added here, and no test forgets it. */
export const allCredentials: readonly ICredentialType[] = [
	new ApiVideoApi(),
	new ApiVideoUploadTokenApi(),
	new ApiVideoFileServerApi(),
	new ApiVideoFileServerOAuth2Api(),
];
