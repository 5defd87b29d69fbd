import { Trouble } from '../../api/trouble';

/**
 * @param value hours, minutes and seconds, with hundredths or a frame number, or seconds alone
 * @returns the form the API describes: "00:01:15", "00:01:15.50", "00:01:15:12"
 * @throws Trouble when it is no time
 */
export function readTimecode(value: unknown): string {
	const text = String(value ?? '').trim();
	if (/^\d{2}:[0-5]\d:[0-5]\d([.:]\d{1,3})?$/.test(text)) return text;
	if (/^\d{1,5}(\.\d+)?$/.test(text)) return fromSeconds(Number(text));
	throw new Trouble(
		text === '' ? 'Timecode is empty' : `Timecode is not a time: '${text}'`,
		'Enter hours, minutes and seconds, such as 00:01:15, or the number of seconds, such as 75.',
	);
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
