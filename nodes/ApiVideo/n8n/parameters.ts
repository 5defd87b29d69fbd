import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	INodeProperties,
	IWebhookFunctions,
} from 'n8n-workflow';
import { readAddress } from '../values/address';
import { readChoice } from '../values/choice';
import { readChoices } from '../values/choices';
import { readCollection } from '../values/collection';
import { readDate } from '../values/date';
import { readNumber, type NumberRange } from '../values/number';
import { readSwitch } from '../values/switch';
import { readFilled, readText } from '../values/text';

/** A parameter of the node, as the editor shows it. */
export type Parameter = Pick<INodeProperties, 'name' | 'displayName' | 'default' | 'options'>;

/**
 * The parameters of one item, or of a trigger. Expressions and models give values of any type, so each is
 * read by the reader for its kind, and what cannot be understood stops the step. Nothing else in the
 * node asks n8n for a parameter.
 */
export class Parameters {
	/**
	 * @param get asks n8n for a parameter; the fallback counts where the workflow has stored nothing for it
	 * @param timezone of the workflow, such as Europe/Paris
	 */
	constructor(
		private readonly get: (name: string, fallback: unknown) => unknown,
		private readonly timezone: () => string,
	) {}

	/** @returns what n8n gives, of any type; for a reader of its own */
	raw({ name, default: fallback }: Pick<Parameter, 'name' | 'default'>): unknown {
		return this.get(name, fallback);
	}

	/** @see readText */
	text(parameter: Parameter): string | undefined {
		return readText(this.raw(parameter), parameter.displayName);
	}

	/** @see readFilled */
	filled(parameter: Parameter, advice: string): string {
		return readFilled(this.raw(parameter), parameter.displayName, advice);
	}

	/** @see readSwitch */
	switch(parameter: Parameter): boolean | undefined {
		return readSwitch(this.raw(parameter), parameter.displayName);
	}

	/** @see readChoice */
	choice<T extends string>(parameter: Parameter): T {
		return readChoice<T>(this.raw(parameter), parameter);
	}

	/** @see readChoices */
	choices<T extends string>(parameter: Parameter): T[] | undefined {
		return readChoices<T>(this.raw(parameter), parameter);
	}

	/** @see readNumber */
	number(parameter: Parameter, range: NumberRange): number {
		return readNumber(this.raw(parameter), parameter.displayName, range);
	}

	/** @see readDate */
	date(parameter: Parameter): number | undefined {
		return readDate(this.raw(parameter), parameter.displayName, this.timezone());
	}

	/** @see readAddress */
	address(parameter: Parameter, advice: string): string {
		return readAddress(this.raw(parameter), parameter.displayName, advice);
	}

	/** @see readCollection */
	collection(parameter: Parameter): IDataObject {
		return readCollection(this.raw(parameter), parameter.displayName);
	}
}

/** @param itemIndex counted from 0 */
export function parametersOfItem(n8n: IExecuteFunctions, itemIndex: number): Parameters {
	return new Parameters(
		(name, fallback) => n8n.getNodeParameter(name, itemIndex, fallback),
		() => n8n.getTimezone(),
	);
}

/** @returns the parameters of a trigger, which has no items */
export function parametersOfTrigger(n8n: IHookFunctions | IWebhookFunctions): Parameters {
	return new Parameters(
		(name, fallback) => n8n.getNodeParameter(name, fallback as object),
		() => n8n.getTimezone(),
	);
}
