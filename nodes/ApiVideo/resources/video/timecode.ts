import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { readText } from '../../values/text';

/**
 * @param value hours, minutes and seconds, with thousandths or a frame number, or seconds alone
 * @param label of the field
 * @returns the form the API describes: "00:01:15", "00:01:15.50", "00:01:15:12"
 * @throws Trouble when it is no time
 */
export function readTimecode(value: unknown, label: string): string {
	const text = readText(value, label)?.trim() ?? '';
	if (/^\d{2,3}:[0-5]\d:[0-5]\d(\.\d{1,3}|:\d{1,2})?$/.test(text)) return text;
	if (/^\d{1,5}(\.\d+)?$/.test(text)) return fromSeconds(Number(text));
	throw new Trouble(
		text === '' ? `${label} is empty` : `${label} is not a time: ${quote(text)}`,
		'Enter hours, minutes and seconds, such as 00:01:15, or the number of seconds, such as 75.',
	);
}

/** @returns how many whole seconds a timecode from {@link readTimecode} stands for */
export function wholeSeconds(timecode: string): number {
	const [hours, minutes, seconds] = timecode.split(':');
	return Number(hours) * 3600 + Number(minutes) * 60 + Math.floor(Number(seconds));
}

function fromSeconds(seconds: number): string {
	const hundredths = Math.round(seconds * 100);
	const whole = Math.floor(hundredths / 100);
	const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	const rest = hundredths % 100;
	return parts.map(twoDigits).join(':') + (rest > 0 ? `.${twoDigits(rest)}` : '');
}

function twoDigits(number: number): string {
	return String(number).padStart(2, '0');
}
