import { setTimeout as sleep } from 'node:timers/promises';

/** Asks the service as somebody beside n8n. */
export type Service = <Answer = unknown>(
	method: string,
	path: string,
	body?: object,
) => Promise<Answer>;

/** The faults fall upon these requests as well. So often is each tried, with so many milliseconds in between. */
const TRIES = 20;
const BETWEEN = 50;

/** The service said that it does not know what it was asked about. */
export class NotThere extends Error {}

/**
 * @param url of the service
 * @returns what asks it, and asks again where there is no answer of its own
 */
export function asker(url: string, apiKey: string, signal: AbortSignal): Service {
	const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
	const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
		const response = await fetch(url + path, {
			method,
			headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
			body: body && JSON.stringify(body),
			signal,
		});
		const text = await response.text();
		if (response.status === 404) throw new NotThere(`${method} ${path}: 404`);
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
		return text === '' ? undefined : JSON.parse(text);
	};
	return async <Answer>(method: string, path: string, body?: object) => {
		for (let tries = 1; ; tries++) {
			try {
				return (await ask(method, path, body)) as Answer;
			} catch (error) {
				// One that was done although nobody said so has nothing left to delete.
				if (error instanceof NotThere && method === 'DELETE' && tries > 1)
					return undefined as Answer;
				if (error instanceof NotThere || tries === TRIES) throw error;
				await sleep(BETWEEN, undefined, { signal });
			}
		}
	};
}
