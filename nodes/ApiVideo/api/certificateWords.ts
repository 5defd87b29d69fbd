import type { Words } from './words';

/** What to do where nobody that n8n trusts stands for a certificate. */
const TRUST =
	'It is signed by an authority that n8n does not know, such as that of a company, or of a proxy that looks into what is encrypted; or the server leaves out a certificate in between. Have NODE_EXTRA_CA_CERTS in the environment of n8n name a file with the certificate of that authority (PEM), and start n8n again.';

const RENEW =
	'Have the certificate of the server renewed, and check the clock of the computer that n8n runs on.';

const BY_CODE: Readonly<Record<string, Words>> = {
	CERT_HAS_EXPIRED: ['has expired', RENEW],
	CERT_NOT_YET_VALID: ['is not valid yet', RENEW],
	ERR_TLS_CERT_ALTNAME_INVALID: [
		'is for another server',
		'Enter the address with the name that the certificate is for, or have the server get one for the name in the address.',
	],
	DEPTH_ZERO_SELF_SIGNED_CERT: ['is not trusted', TRUST],
	SELF_SIGNED_CERT_IN_CHAIN: ['is not trusted', TRUST],
	UNABLE_TO_GET_ISSUER_CERT: ['is not trusted', TRUST],
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['is not trusted', TRUST],
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['is not trusted', TRUST],
};

const ANY_OTHER = /CERT|SELF_SIGNED|^ERR_TLS|^UNABLE_TO_/;

const REPLACE = 'Have the certificate of the server replaced.';

/**
 * What the platform's code says of the TLS certificate of a server.
 * Source: https://nodejs.org/api/tls.html#x509-certificate-error-codes
 *
 * @returns what is the matter with it, as in "has expired", and what to do; undefined for any other code
 */
export function certificateWords(code: string): Words | undefined {
	if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code];
	return ANY_OTHER.test(code) ? ['is not trusted', REPLACE] : undefined;
}
