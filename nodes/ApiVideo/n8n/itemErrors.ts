import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { ApiContext } from '../api/client';
import { withoutRetryAdvice } from '../api/advice';
import { troubleWithin } from '../api/trouble';

/** What n8n shows of an item. */
export type ItemError = NodeApiError | NodeOperationError;

/**
 * Makes what n8n shows out of whatever an operation threw: the message names the item, the
 * description says what to do. What was thrown is not attached: it may hold an address with a
 * token in it.
 *
 * @param itemIndex counted from 0, as n8n does
 * @param part what it is about, where the item has several parts
 */
export function itemError(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
	part?: string,
): ItemError {
	const shown = nodeError(context, error);
	shown.context.itemIndex = itemIndex;
	const mark = `[item ${itemIndex}]`;
	const about = part === undefined ? '' : ` (${part})`;
	if (!shown.message.includes(mark)) shown.message = `${shown.message}${about} ${mark}`;
	return shown;
}

/**
 * What an item becomes when the node is set to go on after an error. n8n sends it out of the error
 * output only if its fields are exactly `error`, or `error` and `message`; `details` may be there as well
 * in newer versions only. So the advice stands in `message`, behind what happened.
 *
 * Source: `handleNodeErrorOutput` in n8n-core's `workflow-execute.ts`, read in 1.122, 2.8, 2.31 to 2.36
 * and 2.41.
 */
export function failedItem(error: ItemError, itemIndex: number): INodeExecutionData {
	const json: IDataObject = { error: error.message };
	if (error.description) json.message = `${error.message}. ${error.description}`;
	return { json, pairedItem: { item: itemIndex } };
}

/**
 * @param error as {@link itemError} made it
 * @param done what the step has done for other items, in full sentences; empty for nothing
 * @returns the same, which also says what is done
 */
export function withWhatIsDone(error: unknown, done: string): unknown {
	if (done !== '' && (error instanceof NodeApiError || error instanceof NodeOperationError)) {
		error.description = [error.description, done].filter(Boolean).join(' ');
	}
	return error;
}

/** Takes the advice to run the step again away, where that would do something twice. */
export function withoutRetryOnFail(error: ItemError): void {
	if (error.description) error.description = withoutRetryAdvice(error.description);
}

/**
 * Runs what is not about an item: the search behind a From List mode, or what a trigger registers.
 *
 * @throws NodeOperationError or NodeApiError with a message the editor can show
 */
export async function outsideItems<T>(
	context: Pick<ApiContext, 'getNode'>,
	search: () => Promise<T>,
): Promise<T> {
	try {
		return await search();
	} catch (error) {
		throw nodeError(context, error);
	}
}

function nodeError(context: Pick<ApiContext, 'getNode'>, error: unknown): ItemError {
	const trouble = troubleWithin(error);
	if (!trouble) {
		if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
		const message = error instanceof Error ? error.message : String(error);
		return new NodeOperationError(context.getNode(), message);
	}
	const { message, advice: description, httpStatus } = trouble;
	const shown =
		httpStatus === undefined
			? new NodeOperationError(context.getNode(), message, { description })
			: new NodeApiError(
					context.getNode(),
					{ message, description },
					{ message, description, httpCode: String(httpStatus) },
				);
	// n8n replaces messages in which it finds the name of a network error, even inside a file name.
	shown.message = message;
	shown.description = description;
	return shown;
}
