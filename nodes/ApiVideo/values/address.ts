import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';
import { readFilled } from './text';

/**
 * Reads the address of something on the web.
 *
 * @param label of the field in the editor
 * @param advice what to enter
 * @returns the address without blanks around it
 * @throws Trouble when it is empty, or does not begin with https:// or http://
 */
export function readAddress(value: unknown, label: string, advice: string): string {
	const address = readFilled(value, label, advice);
	if (/^https?:\/\/[^\s/]\S*$/.test(address)) return address;
	throw new Trouble(`${label} is not a web address: ${quote(address)}`, advice);
}
