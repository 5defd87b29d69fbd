import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { readText } from '../../values/text';

/**
 * @param value what the colour picker gives (#rrggbb or #rrggbbaa), or text such as rgb(...) or rgba(...)
 * @param label of the field
 * @returns the form the API wants, as its documentation writes it: `rgba(255, 255, 255, .95)`;
 *   undefined where nothing was given (null and undefined)
 * @throws Trouble when it is no colour
 */
export function readColor(value: unknown, label: string): string | undefined {
	const text = readText(value, label)?.trim();
	if (text === undefined) return undefined;
	const parts = fromHex(text) ?? fromFunction(text);
	if (!parts) {
		throw new Trouble(
			text === '' ? `${label} is empty` : `${label} is not a color: ${quote(text)}`,
			`Pick a color in ${label}, or enter it as rgba(255, 255, 255, .95): red, green and blue from 0 to 255, and how opaque it is from 0 to 1. The forms #ff8800 and #ff8800cc are understood as well.`,
		);
	}
	const [red, green, blue, alpha] = parts;
	const opacity = String(Math.round(alpha * 100) / 100).replace(/^0\./, '.');
	return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}

type Parts = readonly [red: number, green: number, blue: number, alpha: number];

function fromHex(text: string): Parts | undefined {
	if (!/^#([\da-f]{3}|[\da-f]{4}|[\da-f]{6}|[\da-f]{8})$/i.test(text)) return undefined;
	const digits = text.slice(1);
	const long = digits.length > 4 ? digits : digits.replace(/./g, '$&$&');
	const [red, green, blue, alpha = 255] = [0, 2, 4, 6]
		.filter((at) => at < long.length)
		.map((at) => parseInt(long.slice(at, at + 2), 16));
	return [red, green, blue, alpha / 255];
}

function fromFunction(text: string): Parts | undefined {
	const number = '\\s*(\\d*\\.?\\d+)(%?)\\s*';
	const form = new RegExp(
		`^rgba?\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*(?:,${number})?\\)$`,
		'i',
	);
	const match = form.exec(text);
	if (!match) return undefined;
	const [red, green, blue] = match.slice(1, 4).map(Number);
	const alpha = match[4] === undefined ? 1 : Number(match[4]) / (match[5] === '%' ? 100 : 1);
	return Math.max(red, green, blue) <= 255 && alpha <= 1 ? [red, green, blue, alpha] : undefined;
}
