import type { IDataObject } from 'n8n-workflow';
import { oneDelegatedToken } from '../../api/paths/delegatedTokens';
import { isNotFound, Trouble } from '../../api/trouble';
import { asHtml } from '../../n8n/uploadHint';
import type { OperationContext } from '../operation';
import { minute } from '../shared/shownDate';
import { shownPart } from './delegatedTokenLocator';

/** What became of the old tokens, as the output shows it. No more of a token is shown than the picker does. */
export interface Rotation extends IDataObject {
	/** The same in words. */
	message: string;
	deleted: number;
	deletedTokens: string[];
	notDeleted: number;
	/** Did not exist any more. */
	alreadyGone: number;
	/** The ones that were not deleted, and why; by their date where they could not be listed. */
	stillValid: Array<{ token?: string; createdAt?: string; reason: string }>;
	/** The ones that are not to be deleted yet, and how long they can be used. Dates in ISO 8601, UTC. */
	kept: Array<{ token?: string; createdAt: string; until: string }>;
}

/** @returns that nothing has happened yet */
export function newRotation(): Rotation {
	return {
		message: '',
		deleted: 0,
		deletedTokens: [],
		notDeleted: 0,
		alreadyGone: 0,
		stillValid: [],
		kept: [],
	};
}

/**
 * Deletes an old token. The new one has been made by now and has to come out, so nothing is thrown.
 *
 * @returns whether it is gone
 */
export async function deleteOld(
	{ api }: OperationContext,
	token: string,
	rotation: Rotation,
): Promise<boolean> {
	try {
		await api.delete(oneDelegatedToken(token));
		rotation.deleted++;
		rotation.deletedTokens.push(shownPart(token));
		return true;
	} catch (thrown) {
		if (isNotFound(thrown)) {
			rotation.alreadyGone++;
			return true;
		}
		rotation.notDeleted++;
		rotation.stillValid.push({ token: shownPart(token), reason: reasonOf(thrown) });
		return false;
	}
}

/** @returns why a request came to nothing, in words that hold no secret */
export function reasonOf(thrown: unknown): string {
	return thrown instanceof Trouble ? thrown.message : 'The request could not be made';
}

/** Shows a sentence below the output, as something that needs a look. */
export function warn({ n8n }: OperationContext, message: string): void {
	// What api.video has answered may be part of it.
	n8n.addExecutionHints({ location: 'outputPane', type: 'warning', message: asHtml(message) });
}

/** @returns a date for a message, such as 2026-11-23 12:00 UTC */
export function date(milliseconds: number): string {
	return `${minute(new Date(milliseconds).toISOString(), 'UTC')} UTC`;
}

/** @returns as in "1 old token" or "2 old tokens" */
export function oldTokens(count: number): string {
	return count === 1 ? '1 old token' : `${count} old tokens`;
}

/** @returns as in "1 old token was deleted" or "2 old tokens were deleted" */
export function were(count: number, what: string): string {
	return `${oldTokens(count)} ${count === 1 ? 'was' : 'were'} ${what}`;
}
