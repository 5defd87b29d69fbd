import { contentOfSummary } from '../../api/paths/summaries';
import type { Words } from '../../api/words';
import type { Operation } from '../operation';
import { readSummaryId, summaryLocator } from './summaryLocator';

export const getContent: Operation = {
	value: 'getContent',
	name: 'Get Content',
	action: 'Get summary content',
	description: 'Get the abstract and the takeaways of a summary',
	properties: [summaryLocator],
	async execute(context) {
		const summaryId = readSummaryId(context);
		const missing = notThere(summaryId);
		const words = { 'resource-not-found': missing, 404: missing };
		const content = await context.api.get({ ...contentOfSummary(summaryId), words });
		return { summaryId, ...content };
	},
};

/** Nobody says which of the two it is. */
function notThere(summaryId: string): Words {
	return [
		`The summary ${summaryId} was not found, or it has no content yet`,
		'Check the ID. Summary > Get Many says how far it is: sourceStatus is "completed" when the content is there.',
	];
}
