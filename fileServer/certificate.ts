import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import {
	bits,
	der,
	integer,
	objectIdentifier,
	octets,
	sequence,
	set,
	time,
	utf8,
	yes,
} from './der';

const DAY_MS = 86_400_000;

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const COMMON_NAME = objectIdentifier('2.5.4.3');
const BASIC_CONSTRAINTS = objectIdentifier('2.5.29.19');
const SUBJECT_ALTERNATIVE_NAME = objectIdentifier('2.5.29.17');

/** What is the matter with a certificate: it ran out yesterday, or is for `files.example.com` alone. */
export type CertificateFlaw = 'expired' | 'other-host';

/** What a server with TLS shows, and what it proves it with; both as PEM. */
export interface Certificate {
	cert: string;
	key: string;
}

/**
/**
 * Makes a certificate that nobody has signed but its own key (RFC 5280), good for a day, for 127.0.0.1, ::1 and some
 * hosts. It is its own authority: a client that is given it as `ca` trusts it, but for its flaw.
 */
export function selfSigned({
	hosts = ['localhost'],
	flaw,
}: { readonly hosts?: readonly string[]; readonly flaw?: CertificateFlaw } = {}): Certificate {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const name = sequence(set(sequence(COMMON_NAME, utf8('localhost'))));
	const from = Date.now() - (flaw === 'expired' ? 3 : 1) * DAY_MS;
	const toBeSigned = sequence(
		der(0xa0, integer(Buffer.from([2]))),
		integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
		ECDSA_WITH_SHA256,
		name,
		sequence(time(new Date(from)), time(new Date(from + 2 * DAY_MS))),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(authority(), flaw === 'other-host' ? otherName() : names(hosts))),
	);
	const signature = sign('sha256', toBeSigned, privateKey);
	return {
		cert: pem(sequence(toBeSigned, ECDSA_WITH_SHA256, bits(signature))),
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
	};
}

function authority(): Buffer {
	return sequence(BASIC_CONSTRAINTS, yes, octets(sequence(yes)));
}

function names(hosts: readonly string[]): Buffer {
	const named = hosts.map((host) => der(0x82, Buffer.from(host)));
	const version4 = der(0x87, Buffer.from([127, 0, 0, 1]));
	const version6 = der(0x87, Buffer.concat([Buffer.alloc(15), Buffer.from([1])]));
	return sequence(SUBJECT_ALTERNATIVE_NAME, octets(sequence(...named, version4, version6)));
}

function otherName(): Buffer {
	const host = der(0x82, Buffer.from('files.example.com'));
	return sequence(SUBJECT_ALTERNATIVE_NAME, octets(sequence(host)));
}

function pem(certificate: Buffer): string {
	const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
