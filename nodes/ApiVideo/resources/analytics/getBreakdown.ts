import type { INodePropertyOptions } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { Operation } from '../operation';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { readChoice } from './choice';
import { filtersProperty, readFilters } from './filters';
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

export const getBreakdown: Operation = {
	value: 'getBreakdown',
	name: 'Get Breakdown',
	action: 'Get analytics breakdown',
	description: 'Get one number per country, device, video and so on',
	properties: [
		{
			displayName: 'Metric',
			name: 'metric',
			type: 'options',
			options: breakdownMetrics,
			default: 'play',
			description: 'What is counted or measured',
		},
		{
			displayName: 'Dimension',
			name: 'dimension',
			type: 'options',
			options: dimensions,
			default: 'media-id',
			description: 'What to split the numbers by',
		},
		...returnAllProperties,
		...timeframeProperties,
		filtersProperty,
		optionsProperty([
			{ name: 'Dimension Value', value: 'dimensionValue' },
			{ name: 'Metric Value', value: 'metricValue' },
		]),
	],
	async execute(context) {
		const metric = readChoice(context, 'Metric', 'metric', breakdownMetrics);
		const dimension = readChoice(context, 'Dimension', 'dimension', dimensions);
		const allTime = metric === 'play-total';
		if (allTime && dimension !== 'media-id') {
			throw new Trouble(
				'Plays (Total) cannot be split by this Dimension',
				'Choose Media ID as Dimension, or Plays as Metric.',
			);
		}
		const qs = {
			...timeframeQuery(readTimeframe(context)),
			...readFilters(context, allTime),
			...readOptions(context, metric),
		};
		const request = { path: `/data/buckets/${metric}/${dimension}`, qs };
		return await fetchList(context, request);
	},
};
