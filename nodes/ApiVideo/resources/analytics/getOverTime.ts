import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { overTime } from '../../api/paths/analytics';
import type { Operation } from '../operation';
import { tellLeftOut } from '../shared/filters';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { filtersProperty, readFilterBy } from './filters';
import { overTimeMetrics } from './metrics';
import { optionsProperty, readOptions } from './options';
import {
	checkInterval,
	MINUTES_MAX,
	readTimeframe,
	timeframeProperties,
	timeframeQuery,
} from './timeframe';

const AUTOMATIC = 'automatic';

const intervals = [
	{ name: 'Automatic', value: AUTOMATIC, description: 'Hours up to two days, else days' },
	{ name: 'Day', value: 'day' },
	{ name: 'Hour', value: 'hour' },
	{ name: 'Minute', value: 'minute', description: `For at most ${MINUTES_MAX} minutes` },
];

const metricField: INodeProperties = {
	displayName: 'Metric',
	name: 'metric',
	type: 'options',
	options: overTimeMetrics,
	default: 'play',
	description: 'What is counted or measured',
};

const intervalField: INodeProperties = {
	displayName: 'Interval',
	name: 'interval',
	type: 'options',
	options: intervals,
	default: 'automatic',
	description: 'How long the time is that each number stands for',
};

const SORT_BY: INodePropertyOptions[] = [
	{ name: 'Emitted At', value: 'emittedAt' },
	{ name: 'Metric Value', value: 'metricValue' },
];

export const getOverTime: Operation = {
	value: 'getOverTime',
	name: 'Get Over Time',
	action: 'Get analytics over time',
	description: 'Get one number per minute, hour or day',
	properties: [
		metricField,
		intervalField,
		...returnAllProperties,
		...timeframeProperties,
		filtersProperty,
		optionsProperty(SORT_BY),
	],
	async execute(context) {
		const metric = context.parameters.choice(metricField);
		const interval = context.parameters.choice(intervalField);
		const timeframe = readTimeframe(context);
		checkInterval(interval, timeframe);
		const filters = readFilterBy(context, false);
		const qs = {
			...timeframeQuery(timeframe),
			...(interval === AUTOMATIC ? {} : { interval }),
			...filters.query,
			...readOptions(context, metric, SORT_BY),
		};
		const request = { path: overTime(metric), qs };
		return tellLeftOut(await fetchList(context, request), filters);
	},
};
