import { isId } from '../../upload';
import { Trouble } from '../trouble';

/**
 * @param id of a thing of api.video; may be one that an answer has named
 * @returns it as a part of a path: whatever is in it, the request goes where it should
 * @throws Trouble when it can be none, such as two full stops, which would lead elsewhere. It is not repeated, as a
 *   delegated token is an ID as well.
 */
export function segment(id: string): string {
	if (isId(id)) return encodeURIComponent(id);
	throw new Trouble(
		'Something was named to api.video by what cannot be an ID: it is empty, a full stop or two, longer than 1,000 characters, or has a line break or half a character in it',
		'Check the fields that hold an ID. Where an answer of api.video has named it, check the Base URL in the credential, and whether a proxy answers in the place of api.video.',
	);
}
