import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { aggregated } from '../../api/paths/analytics';
import { Trouble } from '../../api/trouble';
import type { Operation } from '../operation';
import { tellLeftOut } from '../shared/filters';
import { filtersProperty, readFilterBy } from './filters';
import { aggregatedMetrics, AGGREGATIONS_OF, metricName } from './metrics';
import { optionsProperty, readOptions } from './options';
import { readTimeframe, timeframeProperties, timeframeQuery } from './timeframe';

const aggregations: INodePropertyOptions[] = [
	{ name: 'Average', value: 'average', description: 'For times and Concurrent Viewers' },
	{ name: 'Count', value: 'count', description: 'For Ends, Impressions, Plays, Starts and Views' },
	{ name: 'Live', value: 'live', description: 'In the last 20 seconds; for Concurrent Viewers' },
	{ name: 'Peak', value: 'peak', description: 'The highest value; for Concurrent Viewers' },
	{ name: 'Rate', value: 'rate', description: 'Plays divided by impressions; for Plays' },
	{ name: 'Sum', value: 'sum', description: 'For Impression Time and Watch Time' },
	{ name: 'Total', value: 'total', description: 'Of all time; for Plays' },
];

const metricField: INodeProperties = {
	displayName: 'Metric',
	name: 'metric',
	type: 'options',
	options: aggregatedMetrics,
	default: 'play',
	description: 'What is counted or measured',
};

const aggregationField: INodeProperties = {
	displayName: 'Aggregation',
	name: 'aggregation',
	type: 'options',
	options: aggregations,
	default: 'count',
	description: 'What to make of the single values. Which one is possible depends on the metric.',
};

export const getAggregated: Operation = {
	value: 'getAggregated',
	name: 'Get Aggregated',
	action: 'Get aggregated analytics',
	description: 'Get one number, such as how often a video was played last week',
	properties: [
		metricField,
		aggregationField,
		...timeframeProperties,
		filtersProperty,
		optionsProperty(),
	],
	async execute(context) {
		const metric = context.parameters.choice(metricField);
		const aggregation = context.parameters.choice(aggregationField);
		checkCombination(metric, aggregation);
		const allTime = aggregation === 'total';
		const filters = readFilterBy(context, allTime);
		const answer = await context.api.get({
			path: aggregated(metric, aggregation),
			qs: {
				// The API ignores From and To for all time.
				...(allTime ? {} : timeframeQuery(readTimeframe(context))),
				...filters.query,
				...readOptions(context, metric),
			},
		});
		return tellLeftOut(answer, filters);
	},
};

function checkCombination(metric: string, aggregation: string): void {
	const possible = AGGREGATIONS_OF[metric];
	if (possible.includes(aggregation)) return;
	const nameOf = (wanted: string) => aggregations.find(({ value }) => value === wanted)?.name;
	throw new Trouble(
		`Aggregation ${nameOf(aggregation)} cannot be used with the Metric ${metricName(metric)}`,
		`For ${metricName(metric)}, choose ${possible.map(nameOf).join(' or ')} as Aggregation.`,
	);
}
