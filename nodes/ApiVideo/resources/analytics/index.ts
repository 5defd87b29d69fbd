import type { Resource } from '../operation';
import { getAggregated } from './getAggregated';
import { getBreakdown } from './getBreakdown';
import { getOverTime } from './getOverTime';

/** A new operation is one new file and one line here. */
export const analytics: Resource = {
	value: 'analytics',
	name: 'Analytics',
	operations: [getAggregated, getBreakdown, getOverTime],
	defaultOperation: getAggregated.value,
};
