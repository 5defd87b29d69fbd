import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Run } from '../../n8n/thisStep';
import { isRecord } from '../../upload';

/** What a step remembers of a token that it made: enough to find it in the list, nothing to upload with. */
export interface MadeToken extends Run {
	/** The Rotation Name. */
	readonly name: string;
	/** SHA-256 of the token. */
	readonly hash: string;
	/** In milliseconds since 1970. */
	readonly createdAt: number;
	/** In milliseconds since 1970; null for a token that never expires. */
	readonly expiresAt: number | null;
	/** When another one took its place, in milliseconds since 1970. */
	readonly replacedAt?: number;
}

/** How many tokens a step remembers. The oldest are forgotten. */
const TOKENS_MAX = 5000;

/** How many steps, and how many executions, this process remembers something of. */
const MEMORIES_MAX = 1000;

/** How long a token of another name is remembered after it has ended: its next rotation tells of it. */
const ENDED_MS = 31 * 86_400_000;

/** Under which name n8n stores it with the step. */
const FIELD = 'rotation';

/**
 * What this process has remembered last, by step. n8n may lose what a step remembers: what an execution has stored
 * that was stopped, and what the first of two overlapping executions has stored. A Schedule Trigger with a rule
 * such as "every 2 days" even puts back, each time it starts the workflow, what the workflow remembered when it was
 * activated (read in 1.123 and 2.41).
 */
const ofSteps = new Map<string, readonly MadeToken[]>();

/** What is remembered until an execution ends. */
const ofExecutions = new Map<string, readonly MadeToken[]>();

/** @returns what stands for a token where the token itself must not be kept */
export function hashOf(token: string): string {
	return createHash('sha256').update(token).digest('base64url');
}

/** The tokens that a step has made and that may still be there. */
export class MadeTokens {
	private constructor(
		private readonly key: string,
		private readonly inThisProcess: Map<string, readonly MadeToken[]>,
		private readonly stored: IDataObject = {},
	) {}

	/**
	 * @param step only what this very step remembers counts
	 * @param stored n8n's static data of the step
	 */
	static ofStep(step: string, stored: IDataObject): MadeTokens {
		return new MadeTokens(step, ofSteps, stored);
	}

	/** @returns those that were made in an execution, or by one step of it; nothing of it is stored */
	static ofExecution(execution: string, step = ''): MadeTokens {
		return new MadeTokens(`${execution} ${step}`, ofExecutions);
	}

	/** SHA-256 of the tokens. */
	get hashes(): ReadonlySet<string> {
		return new Set(this.all().map(({ hash }) => hash));
	}

	/** @returns the tokens of a Rotation Name */
	named(name: string): MadeToken[] {
		return this.all().filter((token) => token.name === name);
	}

	/** Remembers a new token, which takes the place of those of the same name. */
	add(token: MadeToken): void {
		const { name, createdAt } = token;
		const hasEnded = (one: MadeToken) =>
			one.name !== name && one.expiresAt !== null && one.expiresAt + ENDED_MS < createdAt;
		const before = this.all().filter((one) => !hasEnded(one));
		const replaced = before.map((one) =>
			one.name === name ? { replacedAt: createdAt, ...one } : one,
		);
		this.keep([...replaced, token]);
	}

	forget(hashes: ReadonlySet<string>): void {
		if (hashes.size > 0) this.keep(this.all().filter(({ hash }) => !hashes.has(hash)));
	}

	/** What either of the two knows. */
	private all(): MadeToken[] {
		const stored = storedFor(this.key, this.stored);
		const known = new Map<string, MadeToken>();
		for (const token of [...stored, ...(this.inThisProcess.get(this.key) ?? [])]) {
			known.set(token.hash, { ...token, ...known.get(token.hash) });
		}
		return [...known.values()];
	}

	private keep(tokens: readonly MadeToken[]): void {
		const kept = tokens.slice(-TOKENS_MAX);
		// A new object each time: n8n notices a change only where a field is set.
		this.stored[FIELD] = { step: this.key, tokens: kept.map((token) => ({ ...token })) };
		const { inThisProcess: memories } = this;
		memories.delete(this.key);
		memories.set(this.key, kept);
		if (memories.size > MEMORIES_MAX) memories.delete(String([...memories.keys()][0]));
	}
}

function storedFor(step: string, { [FIELD]: stored }: IDataObject): MadeToken[] {
	if (!isRecord(stored) || stored.step !== step || !Array.isArray(stored.tokens)) return [];
	return stored.tokens.filter(isMadeToken);
}

function isMadeToken(value: unknown): value is MadeToken {
	return (
		isRecord(value) &&
		['name', 'hash', 'execution'].every((name) => typeof value[name] === 'string') &&
		Number.isFinite(value.createdAt)
	);
}
