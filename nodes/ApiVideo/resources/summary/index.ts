import type { Resource } from '../operation';
import { create } from './create';
import { deleteSummary } from './delete';
import { getContent } from './getContent';
import { getMany } from './getMany';
import { update } from './update';
import { searchSummaries } from './summaryLocator';

/** A new operation is one new file and one line here. */
export const summary: Resource = {
	value: 'summary',
	name: 'Summary',
	operations: [create, deleteSummary, getContent, getMany, update],
	defaultOperation: create.value,
	listSearch: { searchSummaries },
};
