import { NodeApiError } from 'n8n-workflow';

/** @returns an error and what it was made of, from the outside in; nothing for what is no error */
export function layersOf(error: unknown): Error[] {
	const layers: Error[] = [];
	for (let inner = error; inner instanceof Error && !layers.includes(inner); inner = inner.cause) {
		layers.push(inner);
	}
	return layers;
}

/**
 * All that an error and its causes say. n8n puts words of its own in the place of some messages, and
 * keeps the first ones in `messages`; up to 2.33 it loses the cause, so that these are all there is.
 */
export function messagesOf(error: unknown): string[] {
	return layersOf(error).flatMap((layer) =>
		layer instanceof NodeApiError ? [...layer.messages, layer.message] : [layer.message],
	);
}

/**
 * The codes of an error and its causes, from the outside in. Up to 2.33 n8n loses the cause and keeps
 * its code, or the status of the answer, as `httpCode`.
 */
export function codesOf(error: unknown): string[] {
	return layersOf(error).flatMap((layer) => {
		const kept = layer instanceof NodeApiError && layer.httpCode ? [layer.httpCode] : [];
		return 'code' in layer && typeof layer.code === 'string' ? [...kept, layer.code] : kept;
	});
}
