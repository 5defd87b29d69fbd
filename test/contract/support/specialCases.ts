import type { IDataObject } from 'n8n-workflow';
import {
	AGGREGATIONS_OF,
	COUNTS_PEOPLE,
} from '../../../nodes/ApiVideo/resources/analytics/metrics';

/** Makes values that were filled in without a thought ones that go together. */
type Fit = (values: IDataObject) => IDataObject[];

const without = (values: unknown, ...names: string[]): IDataObject =>
	Object.fromEntries(
		Object.entries(values as IDataObject).filter(([name]) => !names.includes(name)),
	);

/** The node refuses options and filters that a metric does not have. */
function fitMetric(values: IDataObject, onlyMedia: boolean): IDataObject {
	const metric = String(values.metric);
	const unwanted = [
		...(COUNTS_PEOPLE.includes(metric) ? [] : ['unique']),
		...(metric === 'view' ? [] : ['viewDuration']),
	];
	const { mediaId, mediaType } = values.filters as IDataObject;
	return {
		...values,
		options: without(values.options, ...unwanted),
		...(onlyMedia ? { filters: { mediaId, mediaType } } : {}),
	};
}

/** The node refuses entries together with the removal of all. */
function fitActions(values: IDataObject): IDataObject {
	const emptied = ['tags', 'metadata', 'restreams']
		.filter((name) => values[`${name}Action`] === 'removeAll')
		.flatMap((name) => [name, `${name}Json`]);
	return { ...values, updateFields: without(values.updateFields, ...emptied) };
}

/** The one metric that goes with all options. */
const VIEWS = { metric: 'view' };

const FITS: Readonly<Record<string, Fit>> = {
	'analytics:getAggregated': (values) => [
		...AGGREGATIONS_OF[String(values.metric)].map((aggregation) =>
			fitMetric({ ...values, aggregation }, aggregation === 'total'),
		),
		{ ...values, ...VIEWS, aggregation: 'count' },
	],
	'analytics:getBreakdown': (values) => {
		const allTime = values.metric === 'play-total';
		const fitted = fitMetric(values, allTime);
		return [allTime ? { ...fitted, dimension: 'media-id' } : fitted, { ...values, ...VIEWS }];
	},
	'analytics:getOverTime': (values) => [fitMetric(values, false), { ...values, ...VIEWS }],
	// An upload is resumed by its video, or by its key.
	'video:upload': (values) => [
		{ ...values, options: without(values.options, 'resumeVideoId') },
		{ ...values, options: without(values.options, 'resumeVideoId', 'idempotencyKey') },
		{ ...values, options: without(values.options, 'idempotencyKey') },
	],
	// This takes the player away.
	'video:update': (values) => [
		fitActions(values),
		fitActions({
			...values,
			updateFields: { ...(values.updateFields as IDataObject), playerId: 'none' },
		}),
	],
	'liveStream:update': (values) => [fitActions(values)],
};

/** @returns what to run instead of values that do not go together */
export function fitting(operation: string, values: IDataObject): IDataObject[] {
	return FITS[operation]?.(values) ?? [values];
}

/** @returns what the file of an item begins with */
export function fileContent(operation: string): Buffer {
	const isText = operation.startsWith('caption') || operation.startsWith('chapter');
	return isText ? Buffer.from('WEBVTT\n\n') : Buffer.from('89504e470d0a1a0a0000000d', 'hex');
}
