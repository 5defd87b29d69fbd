/** What can be relied on in an `application/problem+json` answer. */
export interface Problem {
	/** Last segment of the problem's `type`, for example `video-source-already-uploaded`. */
	readonly slug?: string;
	readonly title?: string;
	/** What the title means in this case. */
	readonly detail?: string;
	/** The attribute at fault. */
	readonly name?: string;
	/** Further attributes at fault. */
	readonly problems: ReadonlyArray<Pick<Problem, 'name' | 'title' | 'detail'>>;
}

/**
 * Reads an answer's body as a problem. Anything else, such as a proxy's HTML page, gives an empty one.
 *
 * @param body parsed JSON or text
 */
export function readProblem(body: unknown): Problem {
	if (!isRecord(body)) return { problems: [] };
	const type = text(body.type);
	const slug = type?.split('/').filter(Boolean).pop();
	const further = Array.isArray(body.problems) ? body.problems.filter(isRecord) : [];
	return {
		slug,
		...namedParts(body),
		problems: further.map(namedParts),
	};
}

function namedParts(body: Record<string, unknown>): Pick<Problem, 'name' | 'title' | 'detail'> {
	return { title: text(body.title), detail: text(body.detail), name: text(body.name) };
}

/** @returns whether `value` is an object with named fields */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
