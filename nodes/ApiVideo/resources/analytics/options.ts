import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { OperationContext } from '../operation';
import { optionsOf } from '../shared/collections';
import { readQueryOptions, sortingBy } from '../shared/listQuery';
import { COUNTS_PEOPLE, metricName } from './metrics';

const uniqueField: INodeProperties = {
	displayName: 'Unique Viewers',
	name: 'unique',
	type: 'boolean',
	default: true,
	description:
		'Whether somebody who watches several times on a day counts once. For Concurrent Viewers and Views only.',
};

const viewDurationField: INodeProperties = {
	displayName: 'View Duration',
	name: 'viewDuration',
	type: 'options',
	options: [
		{ name: '3 Seconds', value: '3s' },
		{ name: '5 Seconds', value: '5s' },
		{ name: '10 Seconds', value: '10s' },
		{ name: '30 Seconds', value: '30s' },
	],
	default: '5s',
	description: 'How long somebody has to watch for it to count. For Views only.',
};

/** @returns the Options of an operation; `sortBy` are the fields by which its list can be sorted */
export function optionsProperty(sortBy?: INodePropertyOptions[]): INodeProperties {
	return optionsOf(fieldsFor(sortBy));
}

/**
 * @param sortBy as {@link optionsProperty} had it
 * @returns the query that the options stand for
 * @throws Trouble when an option cannot be used, or does not go with the metric
 */
export function readOptions(
	context: OperationContext,
	metric: string,
	sortBy?: INodePropertyOptions[],
): IDataObject {
	const options = readQueryOptions(context, fieldsFor(sortBy));
	if (options.unique !== undefined && !COUNTS_PEOPLE.includes(metric)) {
		throw doesNotGoWith('Unique Viewers', metric, 'Concurrent Viewers or Views');
	}
	if (options.viewDuration !== undefined && metric !== 'view') {
		throw doesNotGoWith('View Duration', metric, 'Views');
	}
	return options;
}

function fieldsFor(sortBy?: INodePropertyOptions[]): INodeProperties[] {
	const sorting = sortBy ? sortingBy('results', sortBy, 'metricValue') : [];
	return [...sorting, uniqueField, viewDurationField];
}

function doesNotGoWith(option: string, metric: string, wanted: string): Trouble {
	return new Trouble(
		`${option} cannot be used with the Metric ${metricName(metric)}`,
		`Remove ${option} from Options, or choose ${wanted} as Metric.`,
	);
}
