import type { Problem } from '../upload';
import { labelOf } from './labels';
import { clause } from './quote';
import type { Words } from './words';

/** How many attributes at fault a message names. */
const SHOWN_ATTRIBUTES = 5;

/**
 * @returns which values api.video does not accept, under their labels in the editor, and why; undefined
 *   where it names none
 */
export function attributeWords(problem: Problem): Words | undefined {
	const all = attributesAtFault(problem);
	if (all.length === 0) return undefined;
	const attributes = all.slice(0, SHOWN_ATTRIBUTES);
	const more = all.length > attributes.length ? ` and ${all.length - attributes.length} more` : '';
	return [
		`api.video does not accept the value of ${attributes.map(({ label }) => label).join(', ')}${more}`,
		`${attributes.map(({ label, why }) => `${label}: ${why}.`).join(' ')} Change it and run the step again.`,
	];
}

function attributesAtFault(problem: Problem): Array<{ label: string; why: string }> {
	const further = problem.problems.filter(({ name }) => labelOf(name ?? ''));
	return (further.length > 0 ? further : [problem]).flatMap(({ name, detail, title }) => {
		const label = labelOf(name ?? '');
		const why = clause(detail ?? '') || clause(title ?? '') || 'not accepted';
		return label ? [{ label, why }] : [];
	});
}
