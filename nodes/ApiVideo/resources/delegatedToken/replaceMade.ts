import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { idOfStep, isTestRun } from '../../n8n/thisStep';
import type { OperationContext } from '../operation';
import { deleteDue } from './deleteDue';
import { inWholeUnits, inWords } from './duration';
import type { MadeByThisStep } from './madeByThisStep';
import { MadeTokens, type MadeToken } from './madeTokens';
import { makeToken } from './makeToken';
import { date, newRotation, warn, type Rotation } from './rotation';

/** @returns what the step remembers; a test run remembers nothing but what it does itself */
export function madeTokensOf(n8n: IExecuteFunctions): MadeTokens {
	const step = idOfStep(n8n);
	return isTestRun(n8n)
		? MadeTokens.ofExecution(n8n.getExecutionId(), step)
		: MadeTokens.ofStep(step, n8n.getWorkflowStaticData('node'));
}

/**
 * Makes a token, and deletes those that this step made before and whose time is over.
 *
 * @param ttl in seconds; 0 for a token that never expires
 * @throws Trouble when no token was made
 */
export async function replaceMade(
	context: OperationContext,
	ttl: number,
	{ name, keepMs }: MadeByThisStep,
): Promise<IDataObject> {
	const { n8n } = context;
	const made = madeTokensOf(n8n);
	const { created, current } = await makeToken(context, ttl, name);
	made.add(current);
	if (isTestRun(n8n)) return { ...created, rotation: untouched(context, current) };

	const before = made.named(name).filter(({ hash }) => hash !== current.hash);
	tellOfGap(context, before, current, keepMs);
	const { rotation, gone } = await deleteDue(context, before, current, keepMs);
	made.forget(gone);
	return { ...created, rotation };
}

/** What a test run says instead of deleting what others may be using. */
function untouched({ execution }: OperationContext, { expiresAt }: MadeToken): Rotation {
	const end = expiresAt === null ? 'it never expires' : `it can be used until ${date(expiresAt)}`;
	const message = `The new token was made: ${end}. As this was a test run, no token was deleted, and the new one is not remembered: n8n keeps what a step remembers for executions of the published workflow only. Delete it with Delegated Token > Delete when it is not needed.`;
	execution.note(message);
	return { ...newRotation(), message };
}

/** Warns of a Time to Live that is over before the run after this one has given everybody time to change over. */
function tellOfGap(
	context: OperationContext,
	before: readonly MadeToken[],
	{ execution, createdAt, expiresAt }: MadeToken,
	keepMs: number,
): void {
	const [last] = before
		.filter((token) => token.execution !== execution)
		.sort((one, other) => other.createdAt - one.createdAt);
	if (!last || expiresAt === null) return;
	const since = createdAt - last.createdAt;
	const lifetime = expiresAt - createdAt;
	if (lifetime >= since + keepMs) return;
	const ended =
		last.expiresAt !== null && last.expiresAt <= createdAt
			? ` The token of the last run had ended at ${date(last.expiresAt)}, before this run replaced it.`
			: '';
	const next =
		lifetime < since
			? 'before a run that comes as late makes another one'
			: 'before everybody has had that time to change over, if the next run comes as late';
	warn(
		context,
		`Time to Live (${inWords(lifetime)}) is shorter than the time since the last rotation (${inWords(since)}) plus Keep the Old One For (${inWords(keepMs)}).${ended} The new token ends at ${date(expiresAt)}, ${next}. Enter a Time to Live of at least ${inWholeUnits(since + keepMs)}, or run the step more often.`,
	);
}
