import type { INodePropertyOptions } from 'n8n-workflow';

/** Source: parameter `metric` of the three endpoints, with their enumerations. */
const METRICS: Readonly<Record<string, readonly [name: string, description: string]>> = {
	ccv: ['Concurrent Viewers', 'People watching at the same time'],
	'ccv-average': ['Concurrent Viewers (Average)', 'People watching at the same time, on average'],
	'ccv-peak': ['Concurrent Viewers (Peak)', 'The most people who watched at the same time'],
	end: ['Ends', 'How often something was watched until its end'],
	'impression-time': [
		'Impression Time',
		'Milliseconds from the beginning of loading to the first picture',
	],
	impression: ['Impressions', 'How often something was loaded and ready to play'],
	'play-rate': ['Play Rate', 'Plays divided by impressions'],
	play: ['Plays', 'How often something was played'],
	'play-total': ['Plays (Total)', 'How often something was played, of all time'],
	start: ['Starts', 'How often playback was started'],
	view: ['Views', 'How many viewers there were'],
	'watch-time': ['Watch Time', 'Seconds that people spent watching'],
};

/** Which aggregations a metric of `/data/metrics` takes. */
export const AGGREGATIONS_OF: Readonly<Record<string, readonly string[]>> = {
	ccv: ['average', 'live', 'peak'],
	end: ['count'],
	impression: ['count'],
	'impression-time': ['average', 'sum'],
	play: ['count', 'rate', 'total'],
	start: ['count'],
	view: ['count'],
	'watch-time': ['average', 'sum'],
};

const OVER_TIME = [
	'ccv-average',
	'ccv-peak',
	'end',
	'impression',
	'play-rate',
	'play',
	'start',
	'view',
];

/** Metrics of `/data/metrics`. */
export const aggregatedMetrics = optionsFor(Object.keys(AGGREGATIONS_OF));

/** Metrics of `/data/buckets`. */
export const breakdownMetrics = optionsFor([...OVER_TIME, 'play-total']);

/** Metrics of `/data/timeseries`. */
export const overTimeMetrics = optionsFor(OVER_TIME);

/** The metrics that count people, so that each may count once. */
export const COUNTS_PEOPLE: readonly string[] = ['ccv', 'ccv-average', 'ccv-peak', 'view'];

/** @returns what the editor calls a metric */
export function metricName(metric: string): string {
	return METRICS[metric]?.[0] ?? metric;
}

function optionsFor(metrics: readonly string[]): INodePropertyOptions[] {
	return metrics
		.map((value) => ({ name: METRICS[value][0], value, description: METRICS[value][1] }))
		.sort((a, b) => a.name.localeCompare(b.name));
}
