import { oneSummary } from '../../api/paths/summaries';
import type { Operation } from '../operation';
import { readSummaryId, summaryLocator } from './summaryLocator';

export const deleteSummary: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete summary',
	description: 'Delete the summary of a video, for example to have a new one written',
	properties: [summaryLocator],
	async execute(context) {
		const summaryId = readSummaryId(context);
		const one = oneSummary(summaryId);
		await context.api.delete(one);
		return { deleted: true, summaryId };
	},
};
