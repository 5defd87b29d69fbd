import { shortenName } from '../fileName';
import { nameInDisposition, withoutFolders } from './contentDisposition';

/** How a name ends by which a file can be told to be a video, or anything else. */
const EXTENSION = /\.[a-z\d]{1,10}$/i;

/** What is longer, and has no extension, is an ID or a token rather than a name, in characters. */
const NAME_CHARACTERS = 24;

/**
 * @param disposition the header `Content-Disposition`
 * @param first the address as it was entered
 * @param last the address that has the file, after all redirects
 * @returns the name by which people know the file: as the file server says, else what an address ends with, else
 *   "video"
 */
export function fileNameOf(disposition: string | undefined, first: URL, last: URL): string {
	const inAddress = [first, last].flatMap(({ pathname }) => lastPart(pathname) ?? []);
	const name =
		nameInDisposition(disposition ?? '') ??
		inAddress.find((one) => EXTENSION.test(one)) ??
		inAddress.find((one) => one.length <= NAME_CHARACTERS) ??
		'video';
	return shortenName(name);
}

function lastPart(pathname: string): string | undefined {
	const part = pathname.split('/').at(-1) ?? '';
	try {
		return withoutFolders(decodeURIComponent(part));
	} catch {
		return withoutFolders(part);
	}
}
