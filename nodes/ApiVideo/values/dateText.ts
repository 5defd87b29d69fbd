/** What a text says about a point in time, as far as it says it without doubt. */
export interface WrittenDate {
	readonly year: number;
	/** 1 to 12. */
	readonly month: number;
	readonly day: number;
	/** Of the day, in milliseconds. */
	readonly time: number;
	/** Minutes ahead of UTC, or the name of a time zone; undefined where the text has none. */
	readonly zone?: number | string;
}

/** Why a text is no date that could be used: it is none, or it can be read in two ways. */
export type Unreadable = 'none' | 'ambiguous';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

/** The short names of zones that RFC 2822, section 4.3, gives a meaning, in hours. Others have several. */
const ZONES: ReadonlyMap<string, number> = new Map([
	['z', 0],
	['utc', 0],
	['ut', 0],
	['gmt', 0],
	['edt', -4],
	['est', -5],
	['cdt', -5],
	['cst', -6],
	['mdt', -6],
	['mst', -7],
	['pdt', -7],
	['pst', -8],
]);

const monthName =
	'(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const dayOfMonth = '(?<day>\\d{1,2})(?:st|nd|rd|th)?\\.?';
const year = '(?<year>\\d{4})';

/** Each stands at the beginning of a text. What follows is the time. */
const FORMS: readonly RegExp[] = [
	`${year}(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})`,
	`(?<first>\\d{1,2})(?<mark>[-/.])(?<second>\\d{1,2})\\k<mark>${year}`,
	`${dayOfMonth}[ -]*(?:of )?${monthName}[ ,-]*${year}`,
	`${monthName} *${dayOfMonth}(?:,? +|,)${year}`,
	`${year}[ -]${monthName}[ -]${dayOfMonth}`,
].map((form) => new RegExp(`^${form}(?![\\d])`, 'i'));

const WEEKDAY = /^(?<weekday>sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?[.,]? +/i;

const TIME =
	/^(?:T|,? +(?:at +)?)(?<hour>\d{1,2})(?::(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?)?(?: *(?<half>[ap])\.?m\.?(?![a-z]))?(?![\d:])/i;

const OFFSET = /^(?:gmt|utc)? *(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?$/i;

/**
 * Reads the text of a date, in English where it has words. Nothing in it depends on where n8n runs.
 *
 * @returns why not, where it is no date, has something else in it, or could be two dates: 03/04/2026
 */
export function readDateText(text: string): WrittenDate | Unreadable {
	const weekday = WEEKDAY.exec(text);
	const rest = text.slice(weekday?.[0].length ?? 0);
	const found = FORMS.map((form) => form.exec(rest)).find(Boolean);
	if (!found?.groups) return 'none';
	const date = dayIn(found.groups);
	if (typeof date === 'string') return date;
	const wanted = weekday?.groups?.weekday.slice(0, 3).toLowerCase();
	if (wanted !== undefined && wanted !== WEEKDAYS[weekdayOf(date)]) return 'none';
	const clock = clockIn(rest.slice(found[0].length));
	return clock ? { ...date, ...clock } : 'none';
}

type Day = Pick<WrittenDate, 'year' | 'month' | 'day'>;

function dayIn(groups: Record<string, string | undefined>): Day | Unreadable {
	const { name, first, second } = groups;
	let [month, day] = [Number(groups.month), Number(groups.day)];
	if (name !== undefined) month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
	if (first !== undefined && second !== undefined) {
		const [one, other] = [Number(first), Number(second)];
		if (one <= 12 && other <= 12 && one !== other) return 'ambiguous';
		[month, day] = one > 12 ? [other, one] : [one, other];
	}
	const date = { year: Number(groups.year), month, day };
	return exists(date) ? date : 'none';
}

function exists({ year: wanted, month, day }: Day): boolean {
	// JavaScript takes the years 0 to 99 for 1900 to 1999, and a day too many for the next month.
	if (wanted < 100 || month < 1 || month > 12 || day < 1) return false;
	return day <= new Date(Date.UTC(wanted, month, 0)).getUTCDate();
}

function weekdayOf({ year: of, month, day }: Day): number {
	return new Date(Date.UTC(of, month - 1, day)).getUTCDay();
}

/** @returns what stands behind the day; undefined where it is no time, or has something else in it */
function clockIn(text: string): Pick<WrittenDate, 'time' | 'zone'> | undefined {
	if (text === '') return { time: 0 };
	const found = TIME.exec(text);
	const time = found?.groups && timeOf(found.groups);
	if (!found || time === undefined) return undefined;
	const rest = text.slice(found[0].length).trim();
	if (rest === '') return { time };
	const zone = zoneIn(rest);
	return zone === undefined ? undefined : { time, zone };
}

function timeOf(groups: Record<string, string | undefined>): number | undefined {
	const { hour: written, minute, second = '0', fraction = '', half } = groups;
	// An hour alone says nothing: it may as well be a year, or a number of something.
	if (minute === undefined && half === undefined) return undefined;
	const [hour, minutes, seconds] = [Number(written), Number(minute ?? 0), Number(second)];
	if (minutes > 59 || seconds > 59) return undefined;
	if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
	const hours = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
	const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
	const time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
	// 24:00 is the end of a day (ISO 8601).
	return time <= 86_400_000 ? time : undefined;
}

/** @returns minutes ahead of UTC, the name of a zone such as Europe/Paris, or undefined */
function zoneIn(text: string): number | string | undefined {
	const plain = text.replace(/ *\([^()]*\)$/, '');
	const offset = OFFSET.exec(plain)?.groups;
	if (offset) {
		const [hours, minutes] = [Number(offset.hours), Number(offset.minutes ?? 0)];
		if (hours > 14 || minutes > 59) return undefined;
		return (offset.sign === '-' ? -1 : 1) * (hours * 60 + minutes);
	}
	const named = ZONES.get(plain.toLowerCase());
	if (named !== undefined) return named * 60;
	return /^[a-z_]+(\/[a-z_+-]+\d*)+$/i.test(plain) ? plain : undefined;
}
