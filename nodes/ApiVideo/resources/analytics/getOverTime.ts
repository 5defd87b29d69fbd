import type { Operation } from '../operation';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { readChoice } from './choice';
import { filtersProperty, readFilters } from './filters';
import { overTimeMetrics } from './metrics';
import { optionsProperty, readOptions } from './options';
import { checkInterval, readTimeframe, timeframeProperties, timeframeQuery } from './timeframe';

const AUTOMATIC = 'automatic';

const intervals = [
	{ name: 'Automatic', value: AUTOMATIC, description: 'Hours up to two days, else days' },
	{ name: 'Day', value: 'day' },
	{ name: 'Hour', value: 'hour' },
	{ name: 'Minute', value: 'minute', description: 'For at most 60 minutes' },
];

export const getOverTime: Operation = {
	value: 'getOverTime',
	name: 'Get Over Time',
	action: 'Get analytics over time',
	description: 'Get one number per minute, hour or day',
	properties: [
		{
			displayName: 'Metric',
			name: 'metric',
			type: 'options',
			options: overTimeMetrics,
			default: 'play',
			description: 'What is counted or measured',
		},
		{
			displayName: 'Interval',
			name: 'interval',
			type: 'options',
			options: intervals,
			default: 'automatic',
			description: 'How long the time is that each number stands for',
		},
		...returnAllProperties,
		...timeframeProperties,
		filtersProperty,
		optionsProperty([
			{ name: 'Emitted At', value: 'emittedAt' },
			{ name: 'Metric Value', value: 'metricValue' },
		]),
	],
	async execute(context) {
		const metric = readChoice(context, 'Metric', 'metric', overTimeMetrics);
		const interval = readChoice(context, 'Interval', 'interval', intervals);
		const timeframe = readTimeframe(context);
		checkInterval(interval, timeframe);
		const qs = {
			...timeframeQuery(timeframe),
			...(interval === AUTOMATIC ? {} : { interval }),
			...readFilters(context, false),
			...readOptions(context, metric),
		};
		const request = { path: `/data/timeseries/${metric}`, qs };
		return await fetchList(context, request);
	},
};
