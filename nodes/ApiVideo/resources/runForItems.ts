import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Execution } from '../n8n/execution';
import {
	failedItem,
	itemError,
	withoutRetryOnFail,
	withWhatIsDone,
	type ItemError,
} from '../n8n/itemErrors';
import { parametersOfItem } from '../n8n/parameters';
import { runItems } from '../n8n/runItems';
import { logUnreadable } from '../n8n/unreadable';
import {
	FileOutput,
	type Operation,
	type OperationContext,
	type OperationResult,
} from './operation';

/** How many items are looked at, at the same time: nothing is sent meanwhile, and each waits for its file to be opened. */
const LOOKS = 8;

/** What is worked on at a time: an item, or one of the parts that it falls into. */
interface Part {
	readonly itemIndex: number;
	readonly part: number;
	/** What a message calls it; undefined where it is all of the item. */
	readonly name?: string;
	/** Why it is not worked on. */
	readonly refused?: ItemError;
}

/** What became of it. */
interface Outcome extends Part {
	readonly output: readonly INodeExecutionData[];
	readonly failure?: ItemError;
}

/**
 * Runs an operation for all items of the step: first it looks at all of them, then it works on them.
 *
 * @returns what n8n expects of a node: the items of its one output, in the order of those that came in
 * @throws NodeOperationError or NodeApiError with a message that the editor can show
 */
export async function runForItems(
	n8n: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const execution = new Execution(n8n);
	const { clock, api, signal } = execution;
	const contextOf = (itemIndex: number, part = 0): OperationContext => {
		const parameters = parametersOfItem(n8n, itemIndex);
		return { n8n, itemIndex, part, parameters, clock, api, execution, signal };
	};
	/** @throws what n8n shows, unless the node is set to go on */
	const failure = (error: unknown, itemIndex: number, name?: string): ItemError => {
		logUnreadable(n8n.logger, error);
		const shown = itemError(n8n, error, itemIndex, name);
		if (!isRerunnable(operation, contextOf(itemIndex))) withoutRetryOnFail(shown);
		if (!n8n.continueOnFail() || signal.aborted) throw shown;
		return shown;
	};

	const lookAt = async (itemIndex: number): Promise<Part[]> => {
		const context = contextOf(itemIndex);
		try {
			await operation.check?.(context);
			const names = operation.parts?.(context) ?? [];
			if (names.length < 2) return [{ itemIndex, part: 0 }];
			return names.map((name, part) => ({ itemIndex, part, name }));
		} catch (error) {
			return [{ itemIndex, part: 0, refused: failure(error, itemIndex) }];
		}
	};
	const looks = await runItems(n8n.getInputData().length, LOOKS, lookAt);
	const parts = looks.flat();

	const workOn = async (part: Part): Promise<Outcome> => {
		const { itemIndex, name, refused } = part;
		if (refused) return { ...part, output: [], failure: refused };
		try {
			const context = contextOf(itemIndex, part.part);
			const result = await operation.execute(context);
			if (operation.makesNew && !isRerunnable(operation, context)) execution.count();
			return { ...part, output: outputOf(result, itemIndex) };
		} catch (error) {
			return { ...part, output: [], failure: failure(error, itemIndex, name) };
		}
	};
	const parallel = operation.parallelItems?.(parametersOfItem(n8n, 0)) ?? 1;
	try {
		const outcomes = await runItems(parts.length, parallel, async (at) => await workOn(parts[at]));
		execution.tellWhatHappened();
		return [outcomes.flatMap((outcome) => shownOf(outcome, outcomes))];
	} catch (error) {
		throw withWhatIsDone(error, execution.tellWhatIsDone(parts.length));
	} finally {
		execution.end();
	}
}

/** The parameter that is asked for may be the one that cannot be read: then it is not known. */
function isRerunnable({ makesNew, rerunnable }: Operation, context: OperationContext): boolean {
	if (rerunnable === undefined) return !makesNew;
	try {
		return rerunnable(context);
	} catch {
		return false;
	}
}

function outputOf(result: OperationResult, itemIndex: number): INodeExecutionData[] {
	const pairedItem = { item: itemIndex };
	if (result instanceof FileOutput) {
		return [{ json: result.json, binary: { ...result.binary }, pairedItem }];
	}
	const entries = Array.isArray(result) ? result : [result];
	return entries.map((json) => ({ json, pairedItem }));
}

/** A part that has failed says which others of its item are done: they are items of the output as well. */
function shownOf(
	{ itemIndex, output, failure }: Outcome,
	outcomes: readonly Outcome[],
): readonly INodeExecutionData[] {
	if (failure === undefined) return output;
	const done = outcomes
		.filter((other) => other.itemIndex === itemIndex && other.failure === undefined)
		.map(({ name, output: [first] }) => `${name} (${String(first?.json.videoId)})`);
	const told =
		done.length > 0 ? `Of this item these are done, and put out: ${done.join(', ')}.` : '';
	withWhatIsDone(failure, told);
	return [failedItem(failure, itemIndex)];
}
