import { StepError } from '../lib/step-error.mjs';

/**
 * @param {import('./matrix.mjs').Check[]} checks
 * @param {string} [words] that stand in the titles wanted, in upper or lower case; all unless given
 * @returns {import('./matrix.mjs').Check[]}
 * @throws StepError when there is none: it would be noticed only after n8n has been installed
 */
export function checksNamed(checks, words = '') {
	const wanted = words.toLowerCase();
	const chosen = checks.filter(({ title }) => title.toLowerCase().includes(wanted));
	if (chosen.length > 0) return chosen;
	const titles = checks.map(({ title }) => `  ${title}`).join('\n');
	throw new StepError(`No check has '${words}' in its title.`, `There is:\n${titles}`);
}
