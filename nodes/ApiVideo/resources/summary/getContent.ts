import { contentOfSummary } from '../../api/paths/summaries';
import { Trouble } from '../../api/trouble';
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
		const content = await context.api
			.get(contentOfSummary(summaryId))
			.catch(async (error: unknown) => await Promise.reject(explainMissing(error, summaryId)));
		return { summaryId, ...content };
	},
};

function explainMissing(error: unknown, summaryId: string): unknown {
	if (!(error instanceof Trouble) || error.httpStatus !== 404) return error;
	return new Trouble(
		`The summary ${summaryId} was not found, or it has no content yet`,
		'Check the ID. Summary > Get Many says how far it is: sourceStatus is "completed" when the content is there.',
		404,
	);
}
