import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { contentOfSummary } from '../../api/paths/summaries';
import { Trouble } from '../../api/trouble';
import type { Words } from '../../api/words';
import { readList } from '../../values/list';
import { readText } from '../../values/text';
import type { Operation } from '../operation';
import { checkUpdate, fieldsOf, updateFieldsOf } from '../shared/collections';
import { readSummaryId, summaryLocator } from './summaryLocator';

/** Source: attribute `takeaways` of `PATCH /summaries/{summaryId}/source`. */
const TAKEAWAYS_MAX = 3;

const abstractField: INodeProperties = {
	displayName: 'Abstract',
	name: 'abstract',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. This lecture is about quantum theory.',
	description: 'What the video is about, in a few sentences. Leave empty to remove the abstract.',
};

const takeawaysField: INodeProperties = {
	displayName: 'Takeaways',
	name: 'takeaways',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. Quantum theory is complicated.',
	description:
		'Up to three key points in the order of the video, one on each line. An expression may also give a list; enter [] to remove all of them.',
};

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update summary',
	description: 'Change the abstract or the takeaways of a summary, or fill in an empty one',
	properties: [summaryLocator, updateFieldsOf([abstractField, takeawaysField])],
	async execute(context) {
		const summaryId = readSummaryId(context);
		const fields = fieldsOf(context, 'updateFields');
		const body: IDataObject = {};
		const abstract = readText(fields.abstract, abstractField.displayName);
		if (abstract !== undefined) body.abstract = abstract.trim();
		const takeaways = readTakeaways(fields.takeaways);
		if (takeaways) body.takeaways = takeaways;
		checkUpdate(body);
		const conflict = stillWritten(summaryId);
		const words = { 'summary-already-exists': conflict, 409: conflict };
		const content = await context.api.patch({ ...contentOfSummary(summaryId), words, body });
		return { summaryId, ...content };
	},
};

function readTakeaways(value: unknown): string[] | undefined {
	const takeaways = readList(value, takeawaysField.displayName, '\n');
	if (takeaways && takeaways.length > TAKEAWAYS_MAX) {
		throw new Trouble(
			`Takeaways has ${takeaways.length} key points, and a summary holds ${TAKEAWAYS_MAX}`,
			`Keep the ${TAKEAWAYS_MAX} that matter most, one on each line.`,
		);
	}
	return takeaways;
}

/** Source: "Summary generation still in progress" of `PATCH /summaries/{summaryId}/source`. */
function stillWritten(summaryId: string): Words {
	return [
		`The summary ${summaryId} is still being written`,
		'Wait until api.video has written it: Summary > Get Many then says "completed" as sourceStatus. Or delete it and create one with Generate switched off.',
	];
}
