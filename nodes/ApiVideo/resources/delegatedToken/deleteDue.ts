import type { OperationContext } from '../operation';
import { shownPart } from './delegatedTokenLocator';
import { hashOf, type MadeToken } from './madeTokens';
import {
	date,
	deleteOld,
	newRotation,
	oldTokens,
	reasonOf,
	warn,
	were,
	type Rotation,
} from './rotation';
import { listTokens } from './tokensToDelete';

/** A list may not show yet what was made a moment ago. */
const LAG_MS = 60_000;

/** What became of the tokens that a step made before. */
export interface Deleted {
	readonly rotation: Rotation;
	/** SHA-256 of those that are not there any more. */
	readonly gone: ReadonlySet<string>;
}

/**
 * Deletes the tokens whose time is over. Throws nothing: the new token has been made, and has to reach the output.
 *
 * @param before what the step remembers of those that it made before
 * @param current the new one; nothing of the same execution is deleted
 * @param keepMs how long one is kept after another one took its place
 */
export async function deleteDue(
	context: OperationContext,
	before: readonly MadeToken[],
	current: MadeToken,
	keepMs: number,
): Promise<Deleted> {
	const rotation = newRotation();
	const gone = new Set<string>();
	const now = current.createdAt;
	const listed = before.length > 0 ? await listByHash(context) : new Map<string, string>();
	for (const { hash, createdAt, expiresAt, replacedAt = now, execution } of before) {
		const token = listed instanceof Map ? listed.get(hash) : undefined;
		const shown = token === undefined ? {} : { token: shownPart(token) };
		const until = Math.min(replacedAt + keepMs, expiresAt ?? Infinity);
		const hasEnded = expiresAt !== null && expiresAt <= now;
		const isMissing = token === undefined && listed instanceof Map && createdAt + LAG_MS <= now;
		if (hasEnded || isMissing) {
			rotation.alreadyGone++;
			gone.add(hash);
		} else if (until > now || execution === current.execution) {
			rotation.kept.push({ ...shown, createdAt: iso(createdAt), until: iso(until) });
		} else if (token === undefined) {
			rotation.notDeleted++;
			const reason = listed instanceof Map ? 'api.video does not list it yet' : listed;
			rotation.stillValid.push({ createdAt: iso(createdAt), reason });
		} else if (await deleteOld(context, token, rotation)) {
			gone.add(hash);
		}
	}
	rotation.message = ['The new token was made.', ...sentences(rotation, current)].join(' ');
	if (rotation.notDeleted > 0) {
		warn(
			context,
			`The new token was made, but ${rotation.notDeleted} of the old ones can still be used: ${rotation.stillValid[0].reason}. The next run of this step tries again.`,
		);
	}
	return { rotation, gone };
}

/** @returns all tokens of the account by their SHA-256, or why there is no list */
async function listByHash(context: OperationContext): Promise<Map<string, string> | string> {
	try {
		const tokens = (await listTokens(context)).map(({ token }) => String(token));
		return new Map(tokens.map((token) => [hashOf(token), token]));
	} catch (thrown) {
		return reasonOf(thrown);
	}
}

function sentences(
	{ deleted, deletedTokens, notDeleted, alreadyGone, kept }: Rotation,
	{ name }: MadeToken,
): string[] {
	const said: string[] = [];
	if (deleted > 0) said.push(`${were(deleted, 'deleted')}: ${deletedTokens.join(', ')}`);
	if (notDeleted > 0) {
		said.push(
			`${were(notDeleted, 'not deleted and can still be used')}. The next run tries again.`,
		);
	}
	if (alreadyGone > 0) {
		const verb = alreadyGone === 1 ? 'is' : 'are';
		said.push(`${oldTokens(alreadyGone)} ${verb} not among the tokens of the account any more.`);
	}
	if (kept.length > 0) said.push(keptInWords(kept));
	if (said.length > 0) return said;
	const named = name === '' ? '' : ' with this Rotation Name';
	return [`This step remembers no token that it made before${named}, so none was deleted.`];
}

function keptInWords(kept: Rotation['kept']): string {
	const last = date(Math.max(...kept.map(({ until }) => Date.parse(until))));
	return kept.length === 1
		? `1 old token can be used until ${last}. The first run after that deletes it.`
		: `${kept.length} old tokens can be used for a while, the last of them until ${last}. The first run after its time deletes each of them.`;
}

function iso(milliseconds: number): string {
	return new Date(milliseconds).toISOString();
}
