import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { breakdown } from '../../api/paths/analytics';
import { Trouble } from '../../api/trouble';
import type { Operation } from '../operation';
import { tellLeftOut } from '../shared/filters';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { filtersProperty, readFilterBy } from './filters';
import { breakdownMetrics } from './metrics';
import { optionsProperty, readOptions } from './options';
import { readTimeframe, timeframeProperties, timeframeQuery } from './timeframe';

const dimensions: INodePropertyOptions[] = [
	{ name: 'Browser', value: 'browser' },
	{ name: 'Continent', value: 'continent' },
	{ name: 'Country', value: 'country' },
	{ name: 'Device Type', value: 'device-type' },
	{ name: 'Media ID', value: 'media-id', description: 'By video or live stream' },
	{ name: 'Media Type', value: 'media-type', description: 'Videos against live streams' },
	{ name: 'Operating System', value: 'operating-system' },
	{ name: 'Referrer', value: 'referrer', description: 'By the page that people watch on' },
];

const metricField: INodeProperties = {
	displayName: 'Metric',
	name: 'metric',
	type: 'options',
	options: breakdownMetrics,
	default: 'play',
	description: 'What is counted or measured',
};

const dimensionField: INodeProperties = {
	displayName: 'Dimension',
	name: 'dimension',
	type: 'options',
	options: dimensions,
	default: 'media-id',
	description: 'What to split the numbers by',
};

const SORT_BY: INodePropertyOptions[] = [
	{ name: 'Dimension Value', value: 'dimensionValue' },
	{ name: 'Metric Value', value: 'metricValue' },
];

export const getBreakdown: Operation = {
	value: 'getBreakdown',
	name: 'Get Breakdown',
	action: 'Get analytics breakdown',
	description: 'Get one number per country, device, video and so on',
	properties: [
		metricField,
		dimensionField,
		...returnAllProperties,
		...timeframeProperties,
		filtersProperty,
		optionsProperty(SORT_BY),
	],
	async execute(context) {
		const metric = context.parameters.choice(metricField);
		const dimension = context.parameters.choice(dimensionField);
		const allTime = metric === 'play-total';
		if (allTime && dimension !== 'media-id') {
			throw new Trouble(
				'Plays (Total) cannot be split by this Dimension',
				'Choose Media ID as Dimension, or Plays as Metric.',
			);
		}
		const filters = readFilterBy(context, allTime);
		const qs = {
			...timeframeQuery(readTimeframe(context)),
			...filters.query,
			...readOptions(context, metric, SORT_BY),
		};
		const request = { path: breakdown(metric, dimension), qs };
		return tellLeftOut(await fetchList(context, request), filters);
	},
};
