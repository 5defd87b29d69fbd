import { parsedUrl } from '../../api/parsedUrl';
import { Trouble } from '../../api/trouble';
import { readAddress } from '../../values/address';
import { readSecret } from '../../values/text';

/** What the editor calls the fields that the words name. */
export const WEB_ADDRESS = 'Web Address';
export const SIGN_IN = 'Sign In to Server With';

const ENTER = 'Enter the address of the file itself, such as https://files.example.com/film.mp4.';

/**
 * Reads the address of a file on the web.
 *
 * @param value of the field, as it was entered or came from an expression
 * @returns the address without its fragment, which is of no concern to a server
 * @throws Trouble when it is no http(s) address, more than one, or has a user name or password in it
 */
export function readWebAddress(value: unknown): URL {
	// Whatever it is, a link in it may be signed.
	const url = parsedUrl(readAddress(readSecret(value, WEB_ADDRESS), WEB_ADDRESS, ENTER));
	if (url === undefined) throw new Trouble(`${WEB_ADDRESS} cannot be read`, ENTER);
	if (hasUserInfo(url)) {
		throw new Trouble(
			`${WEB_ADDRESS} has a user name or a password in it: ${url.origin}`,
			`Remove what stands in front of the @, and enter it in a credential under ${SIGN_IN}: n8n keeps that encrypted. For Basic authentication the header is Authorization.`,
		);
	}
	url.hash = '';
	return url;
}

/** @returns whether something stands in front of an @ */
export function hasUserInfo({ username, password }: URL): boolean {
	return username !== '' || password !== '';
}
