import type { IBinaryData, IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Api } from '../api/api';
import type { Execution } from '../n8n/execution';
import type { Parameters } from '../n8n/parameters';
import type { Clock } from '../upload';
import type { ListSearch } from './shared/listSearch';

/** What an operation works with. */
export interface OperationContext {
	/** n8n's functions for the running node. */
	readonly n8n: IExecuteFunctions;
	/** Counted from 0. */
	readonly itemIndex: number;
	/** Which of the {@link Operation.parts} of the item, counted from 0; the first one unless given. */
	readonly part?: number;
	/** Of this item. */
	readonly parameters: Parameters;
	readonly clock: Clock;
	/** The way to the API of api.video, with the API key. */
	readonly api: Api;
	/** Shared with the other items. */
	readonly execution: Execution;
	/** Aborted when the execution is cancelled; every wait takes it. */
	readonly signal: AbortSignal;
}

/** An output item that carries a file besides its fields. */
export class FileOutput {
	constructor(
		readonly json: IDataObject,
		/** By the name of the binary field. */
		readonly binary: Readonly<Record<string, IBinaryData>>,
	) {}
}

/** What an item becomes: one item, or one for each entry. */
export type OperationResult = IDataObject | IDataObject[] | FileOutput;

/** One entry of the Operation list: what it shows, and what it does. */
export interface Operation {
	/** Stored in workflows: never rename it. */
	readonly value: string;
	/** Title Case, for the list. */
	readonly name: string;
	/** Sentence case without articles, for the node panel. */
	readonly action: string;
	readonly description: string;
	/**
	 * Whether it makes something new each time. Working on an item twice then makes two of it, unless
	 * {@link Operation.rerunnable} says otherwise.
	 */
	readonly makesNew?: true;
	/**
	 * Whether an item may be worked on again, even after a part of the work was done. Absent: it may, unless the
	 * operation makes something new.
	 */
	rerunnable?(context: OperationContext): boolean;
	/** The parameters below Operation, without `displayOptions`: {@link resourceProperties} adds them. */
	readonly properties: readonly INodeProperties[];
	/**
	 * How many items, or parts of them, may be worked on at the same time; one unless given.
	 *
	 * @param first the parameters of the first item, which counts
	 */
	parallelItems?(first: Parameters): number;
	/**
	 * Names the parts of an item that are worked on, and put out, each on its own; one unless given. Asked
	 * after `check`.
	 *
	 * @returns what each is called in a message; at least one
	 */
	parts?(context: OperationContext): readonly string[];
	/**
	 * Looks at the parameters and files of one item, all parts of it, without sending anything: done for all
	 * items before the first one is worked on.
	 *
	 * @throws as `execute`
	 */
	check?(context: OperationContext): Promise<void>;
	/**
	 * Does the operation for one item, or for one part of it.
	 *
	 * @throws Trouble, or an error of n8n's own
	 */
	execute(context: OperationContext): Promise<OperationResult>;
}

/** One entry of the Resource list. */
export interface Resource {
	/** Stored in workflows: never rename it. */
	readonly value: string;
	readonly name: string;
	readonly operations: readonly Operation[];
	/** The operation that is chosen first. */
	readonly defaultOperation: string;
	/** What fills the From List modes of its locators, by the name that they call it. */
	readonly listSearch?: Readonly<Record<string, ListSearch>>;
}
