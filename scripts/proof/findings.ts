import { seconds } from '../lib/format';
import { StepError } from '../lib/step-error.mjs';

/** Something that was looked at. */
export interface Finding {
	title: string;
	ok: boolean;
	/** It cannot be ok here; what was seen is the reason. */
	cannotBe?: boolean;
	seen: string;
}

/** What one proof has shown: a chapter of docs/reliability.md. */
export interface Section {
	title: string;
	/** One or two sentences: what was run. */
	about: string;
	findings: Finding[];
}

export interface Findings {
	list: Finding[];
	/** Looks: `look` returns what was seen, and throws where that is not what should be. */
	find: (title: string, look: () => Promise<string> | string) => Promise<void>;
}

/**
 * What a look throws where nothing can be seen here, such as without a program that cannot be had. The message is the
 * reason.
 */
export class CannotBe extends Error {
	constructor(reason: string) {
		super(reason);
		this.name = 'CannotBe';
	}
}

/** Whether a proof has shown what it should: each finding is ok, or has its reason why it cannot be. */
export const isWell = ({ findings }: { findings: Finding[] }) =>
	findings.every(({ ok, cannotBe }) => ok || cannotBe);

/** Collects what is seen, and says it at once. What is not ok does not end anything. */
export function findingsOf(
	signal: AbortSignal,
	print: (line: string) => void = console.log,
): Findings {
	const list: Finding[] = [];
	return {
		list,
		async find(title, look) {
			const began = Date.now();
			const outcome = await outcomeOf(look);
			signal.throwIfAborted();
			list.push({ title, ...outcome });
			print(
				`${markOf(outcome).padEnd(9)}  ${title} (${seconds(Date.now() - began)}): ${outcome.seen}`,
			);
		},
	};
}

/** @returns for people */
export function markOf({ ok, cannotBe }: Pick<Finding, 'ok' | 'cannotBe'>): string {
	if (cannotBe) return 'cannot be';
	return ok ? 'ok' : 'not ok';
}

async function outcomeOf(look: () => Promise<string> | string): Promise<Omit<Finding, 'title'>> {
	try {
		return { ok: true, seen: await look() };
	} catch (error) {
		if (error instanceof CannotBe) return { ok: false, cannotBe: true, seen: error.message };
		if (error instanceof StepError) return { ok: false, seen: error.toText() };
		return { ok: false, seen: error instanceof Error ? error.message : String(error) };
	}
}
