import { parsedUrl } from './parsedUrl';
import { quote } from './quote';
import { Trouble } from './trouble';

/** The field of a credential that says which file server it is for. */
export const HOST_LABEL = 'Host';

const ADVICE = `Open the credential and enter as ${HOST_LABEL} the name of the one server that it is for, such as files.example.com, with its port where it has one of its own, such as 127.0.0.1:8080.`;

/** A name or an address, and a port: no user name, and no other scheme, of which `URL` would make a name. */
const SERVER = /^(?:\[[^\]]*\]|[^:@]+)(?::\d{1,5})?$/;

/** A name as `URL` writes it: no wildcard, and no list. */
const NAME = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])$/;

/** The one server that a credential was entered for. */
export class FileServerHost {
	/** @param origins scheme, name and port; for both schemes where none was entered, the secure one first */
	private constructor(private readonly origins: readonly string[]) {}

	/**
	 * Reads the Host of a credential. Of an address that was pasted whole its scheme counts as well, and nothing
	 * behind the server.
	 *
	 * @param entered what the credential holds; of any type, as it may come from an expression
	 * @throws Trouble when it is not the name of one server. Of an address that is none no more is repeated
	 *   than its server.
	 */
	static read(entered: unknown): FileServerHost {
		const text = typeof entered === 'string' ? entered.trim() : '';
		if (text === '') {
			throw new Trouble(`The credential for the file server has no ${HOST_LABEL}`, ADVICE);
		}
		const [, scheme, rest = ''] = /^(?:(https?):\/\/|\/\/)?(.*)$/is.exec(text) ?? [];
		const schemes = scheme === undefined ? ['https', 'http'] : [scheme.toLowerCase()];
		const origins = schemes.flatMap((one) => originIn(one, rest) ?? []);
		if (origins.length === schemes.length) return new FileServerHost(origins);
		const shown = text.includes('@') ? '' : `: ${quote(/^(?:\w+:\/\/)?[^/?#\\]*/.exec(text)?.[0])}`;
		throw new Trouble(
			`The ${HOST_LABEL} of the credential for the file server is not the name of one server${shown}`,
			ADVICE,
		);
	}

	/** @returns whether an address is on this server: its port counts always, its scheme where it was entered */
	has(url: URL): boolean {
		return this.origins.includes(originOf(url));
	}

	/** What a message calls it: with the scheme where it was entered. */
	get name(): string {
		const names = this.origins.map((origin) => origin.replace(/^https?:\/\//, ''));
		if (names.length === 1) return this.origins[0];
		// `URL` drops a port that is the usual one of its scheme, so the longer name is the one with the port.
		return names.reduce((one, other) => (other.length > one.length ? other : one));
	}

	/** The addresses of its start page: the secure one first, and no other where it was entered with https. */
	get startPages(): readonly string[] {
		return this.origins.map((origin) => `${origin}/`);
	}
}

/** @returns undefined where it is not the name of one server, with or without a port */
function originIn(scheme: string, rest: string): string | undefined {
	const [server] = rest.split(/[/?#\\]/);
	// URL drops line breaks, and takes a second address for a part of the first.
	if (/[\s\p{Cc}]|[,;]\s*https?:/iu.test(rest) || !SERVER.test(server)) return undefined;
	const url = parsedUrl(`${scheme}://${server}/`);
	return url && NAME.test(withoutDot(url.hostname)) ? originOf(url) : undefined;
}

/** A name with a full stop behind it is the same server. */
function originOf({ protocol, hostname, port }: URL): string {
	return `${protocol}//${withoutDot(hostname)}${port && `:${port}`}`;
}

function withoutDot(hostname: string): string {
	return hostname.replace(/\.$/, '');
}
