import { npmFailure } from './npm-failure.mjs';
import { withProgress } from './progress';
import { CommandError } from './run';

/** Lines of npm's output shown with an explanation. */
const LINES = 12;

/**
 * Does a step that runs npm, and says that it is still going.
 *
 * @param label what is being done, e.g. "Installing n8n"
 * @param hint e.g. "usually 4 minutes"
 * @throws StepError where npm ends with something else than 0
 */
export async function npmStep<T>(label: string, work: () => Promise<T>, hint?: string): Promise<T> {
	try {
		return await withProgress(label, work, hint);
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		const { exitCode, output } = error;
		throw npmFailure(label, exitCode, output, output.split('\n').slice(-LINES).join('\n').trim());
	}
}
