import { layersOf } from './thrown';

/** What went wrong, in words for someone who builds workflows: what happened, and what to do about it. */
export class Trouble extends Error {
	override readonly name = 'Trouble';

	constructor(
		/** What happened. One sentence without a full stop. */
		message: string,
		/** What to do about it. Full sentences. */
		readonly advice: string,
		/** HTTP status of the answer that told so, if there was one. */
		readonly httpStatus?: number,
	) {
		super(message);
	}
}

/** @returns the {@link Trouble} that n8n has wrapped into an error of its own, if there is one */
export function troubleWithin(error: unknown): Trouble | undefined {
	return layersOf(error).find((layer) => layer instanceof Trouble);
}
