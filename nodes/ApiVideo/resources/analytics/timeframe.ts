import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { OperationContext } from '../operation';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Source: parameter `from` of the analytics endpoints. */
const EARLIEST_DAYS = 30;

/** How many minutes may be told one by one. Source: parameter `interval` of `GET /data/timeseries/{metric}`. */
export const MINUTES_MAX = 60;

/** The service's clock may differ, and "30 days ago" is a little more when it arrives. */
const TOLERANCE_MS = 60 * MINUTE_MS;

const fromField: INodeProperties = {
	displayName: 'From',
	name: 'from',
	type: 'dateTime',
	default: '',
	description: `Beginning of the time that the numbers are about, at most ${EARLIEST_DAYS} days ago, such as 2026-11-23T12:00:00. Without a time zone it means that of the workflow. Leave empty for one day before To.`,
};

const toField: INodeProperties = {
	displayName: 'To',
	name: 'to',
	type: 'dateTime',
	default: '',
	description:
		'End of the time that the numbers are about, such as 2026-11-23T12:00:00. Leave empty for now.',
};

/** The parameters that say which time the numbers are about. */
export const timeframeProperties: readonly INodeProperties[] = [fromField, toField];

/** A stretch of time, in milliseconds. What was left empty is not there. */
export interface Timeframe {
	readonly from?: number;
	readonly to?: number;
	/** From the one to the other, with the service's defaults. */
	readonly length: number;
}

/** @throws Trouble when From or To cannot be read, are the wrong way round, or too long ago */
export function readTimeframe({ parameters, clock }: OperationContext): Timeframe {
	const from = parameters.date(fromField);
	const to = parameters.date(toField);
	const end = to ?? clock.date();
	const length = from === undefined ? DAY_MS : end - from;
	if (length <= 0) {
		throw new Trouble(
			to === undefined ? 'From is in the future' : 'From is not before To',
			'Choose a From that is earlier. An empty To stands for now.',
		);
	}
	if (end - length < clock.date() - EARLIEST_DAYS * DAY_MS - TOLERANCE_MS) {
		throw new Trouble(
			`${from === undefined ? 'To' : 'From'} is too long ago: api.video keeps analytics for ${EARLIEST_DAYS} days`,
			`Choose a time within the last ${EARLIEST_DAYS} days.`,
		);
	}
	return { from, to, length };
}

/** @returns the query that a timeframe stands for, in ATOM format */
export function timeframeQuery({ from, to }: Timeframe): IDataObject {
	return {
		...(from === undefined ? {} : { from: atom(from) }),
		...(to === undefined ? {} : { to: atom(to) }),
	};
}

/** @throws Trouble when minutes were asked for a time that has too many of them */
export function checkInterval(interval: unknown, { from, length }: Timeframe): void {
	if (interval !== 'minute' || length <= MINUTES_MAX * MINUTE_MS) return;
	throw new Trouble(
		`Interval cannot be Minute for ${from === undefined ? 'a whole day, which is what an empty From stands for' : `more than ${MINUTES_MAX} minutes`}`,
		`Set From and To at most ${MINUTES_MAX} minutes apart, or choose Hour or Day as Interval.`,
	);
}

function atom(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}
