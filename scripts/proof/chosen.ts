import { StepError } from '../lib/step-error.mjs';
import type { Check } from './matrix';

/**
 * @param words that stand in the titles wanted, in upper or lower case; all unless given
 * @throws StepError when there is none: it would be noticed only after n8n has been installed
 */
export function checksNamed(checks: Check[], words: string = ''): Check[] {
	const wanted = words.toLowerCase();
	const chosen = checks.filter(({ title }) => title.toLowerCase().includes(wanted));
	if (chosen.length > 0) return chosen;
	const titles = checks.map(({ title }) => `  ${title}`).join('\n');
	throw new StepError(`No check has '${words}' in its title.`, `There is:\n${titles}`);
}
