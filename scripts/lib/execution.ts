/** Reads the run data of an execution as n8n stores it. */
export { parse as unflatten } from 'flatted';

/** The JSON of an item. What of it is known by name is what the steps of this package put out. */
export interface Item {
	[field: string]: unknown;
	videoId: string;
	title: string;
	token: string;
	assets?: { player?: string };
}

/** What one run of a workflow brought. */
export interface Execution {
	id: string;
	/** 'success' | 'error' | 'canceled' | 'crashed' */
	status: string;
	/** How long it took, by n8n's own clock. */
	milliseconds: number;
	error?: { message: string; description?: string | null; node?: { name: string } };
	/** What a node put out: the JSON of each item. `output`: 0 (default) is the first one. */
	items(nodeName: string, output?: number): Item[];
	/** When a node began (milliseconds since 1970) and how long it took, by n8n's own clock. */
	timeOf(nodeName: string): { startedAt: number; milliseconds: number };
	/** All of its run data as n8n has told it, for searching. */
	text: string;
}

interface NodeRun {
	startTime: number;
	executionTime: number;
	data?: { main?: Array<Array<{ json: Item }> | null> };
}

/** n8n's run data, as far as it is read. */
export interface RunData {
	resultData?: {
		error?: Execution['error'];
		lastNodeExecuted?: string;
		runData?: Record<string, NodeRun[]>;
	};
}

/** What n8n says of an execution beside its run data. */
export interface Summary {
	id: string;
	status: string;
	startedAt: string;
	stoppedAt: string;
}

/** Makes an execution readable. */
export function readExecution(summary: Summary, data: RunData, text: string): Execution {
	const { error, runData = {} } = data.resultData ?? {};
	return {
		id: summary.id,
		status: summary.status,
		milliseconds: Date.parse(summary.stoppedAt) - Date.parse(summary.startedAt),
		error,
		items: (nodeName, output = 0) =>
			(runData[nodeName] ?? [])
				.flatMap((run) => run.data?.main?.[output] ?? [])
				.map(({ json }) => json),
		timeOf(nodeName) {
			const run = runData[nodeName]?.[0];
			if (!run) throw new Error(`The node "${nodeName}" has not run: ${error?.message ?? ''}`);
			return { startedAt: run.startTime, milliseconds: run.executionTime };
		},
		text,
	};
}

/**
 * Reads what `n8n execute --rawOutput` prints. There is a log before and behind the result, which is what lies between a brace
 * at the beginning of a line and the next closing brace there.
 */
export function printedExecution(text: string): Execution {
	const [json] = /^\{$[\s\S]*?^\}$/m.exec(text) ?? [];
	if (json === undefined) throw new Error(`n8n printed no result:\n${text.slice(-2000)}`);
	const run = JSON.parse(json) as Summary & { data: RunData };
	return readExecution({ ...run, id: '' }, run.data, json);
}

/**
 * Whether the result of an execution that has ended can be read: n8n 1 with SQLite stores that it has ended first, and what came
 * out a moment later.
 */
export function isStored(status: string, { resultData }: RunData = {}): boolean {
	if (status !== 'success' && status !== 'error') return true;
	return resultData?.lastNodeExecuted !== undefined || resultData?.error !== undefined;
}
