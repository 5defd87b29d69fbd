import { inspect } from 'node:util';

/** A step that did not work out: what happened, and what the reader can do about it. */
export class StepError extends Error {
	/**
	 * @param {string} message what happened
	 * @param {string} [advice] what to do
	 * @param {string} [details] the last lines a command printed
	 */
	constructor(message, advice = '', details = '') {
		super(message);
		this.name = 'StepError';
		this.advice = advice;
		this.details = details;
	}

	/** Everything, for the terminal. */
	toText() {
		return [this.message, this.details, this.advice].filter(Boolean).join('\n\n');
	}

	/** Without a stack, also where it is printed as any other. */
	[inspect.custom]() {
		return this.toText();
	}
}
