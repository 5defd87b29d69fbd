import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { allowsDomain } from './allowedDomains';
import { FileServerHost, HOST_LABEL } from './fileServerHost';
import { Trouble } from './trouble';

/** The field of both types of credential for file servers. */
export const hostProperty: INodeProperties = {
	displayName: HOST_LABEL,
	name: 'host',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. files.example.com',
	description:
		'The one server this credential is for, with its port where it has one of its own, such as 127.0.0.1:8080. It is sent to no other server, whatever Web Address a step has and wherever the server sends it on to. With https:// in front it is never sent unencrypted.',
};

/** @throws Trouble unless a credential was entered for the server of an address, and may be used there */
export function refuseOtherServer(credential: ICredentialDataDecryptedObject, url: URL): void {
	const host = FileServerHost.read(credential.host);
	if (!host.has(url)) {
		throw new Trouble(
			`The credential for the file server is for ${host.name}, and the file is at ${url.origin}`,
			`Nothing was asked of ${url.origin}. Choose a credential that was entered for that server, or check the address: a credential is sent to no other server than its ${HOST_LABEL}.`,
		);
	}
	if (allowsDomain(credential, url)) return;
	throw new Trouble(
		`Allowed Domains of the credential for the file server do not name ${url.hostname}`,
		`Nothing was asked of ${url.origin}. Open the credential, and add ${url.hostname} to Allowed Domains or set Allowed HTTP Request Domains to All: its ${HOST_LABEL} keeps it from other servers in any case.`,
	);
}

/** @returns whether a credential was entered for the server of an address, and may be used there */
export function isForServer(credential: ICredentialDataDecryptedObject, url: URL): boolean {
	return FileServerHost.read(credential.host).has(url) && allowsDomain(credential, url);
}
