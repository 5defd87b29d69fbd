import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

/** The node that errors of n8n belong to. */
export const NODE: INode = {
	id: '1',
	name: 'api.video',
	type: 'n8n-nodes-apivideo.apiVideo',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Has the shape, and the class name that n8n looks at, of what axios throws. */
class AxiosError extends Error {
	override readonly name = 'AxiosError';
	readonly isAxiosError = true;

	constructor(
		message: string,
		readonly code?: string,
		readonly response?: { status: number; headers: Record<string, unknown>; data: unknown },
		cause?: Error,
	) {
		super(message, { cause });
	}
}

/** What `helpers.httpRequest` throws when no answer came: as axios made it. */
export function networkError(code: string | undefined, message = `connect ${code}`): Error {
	const cause = code === undefined ? undefined : Object.assign(new Error(message), { code });
	return new AxiosError(message, code, undefined, cause);
}

/** What `helpers.httpRequest` throws at a status that it was not told to ignore. */
export function statusError(
	status: number,
	data: unknown,
	headers: Record<string, unknown> = {},
): Error {
	const message = `Request failed with status code ${status}`;
	return new AxiosError(message, 'ERR_BAD_REQUEST', { status, headers, data });
}

/** What `helpers.httpRequestWithAuthentication` makes of it: n8n 2.41 wraps whatever was thrown. */
export function wrapped(error: Error): NodeApiError {
	return new NodeApiError(NODE, error as unknown as JsonObject);
}

/**
 * The same up to n8n 2.33, whose error class declares `cause` as a field of its own and so loses it.
 * In everything else the constructor is the same, word for word (n8n-workflow 1.120 to 2.41).
 */
export function wrappedWithoutCause(error: Error): NodeApiError {
	const made = wrapped(error);
	Object.defineProperty(made, 'cause', { value: undefined, enumerable: true });
	return made;
}
