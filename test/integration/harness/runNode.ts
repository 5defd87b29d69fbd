import { inspect } from 'node:util';
import {
	Workflow,
	type ExecutionStatus,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowSettings,
	type NodeExecutionHint,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalData } from './additionalData';
import { useBinaryMode, type BinaryMode } from './binaryMode';
import { CredentialsHelper, type StoredCredential } from './credentials';
import { host } from './host';
import { captureLogs, type LogLine } from './logs';
import { failingNode, loopNode } from './loopNode';
import { bareDescription, sourceNode, type InputItem } from './sourceNode';

/** What to run: a node, as a user has set it up, behind a step that yields `items`. */
export interface NodeRun {
	node: INodeType;
	parameters?: INodeParameters;
	credentials?: StoredCredential[];
	/** One empty item unless given. */
	items?: InputItem[];
	/** Steps between the source and the one under test, by name: parameters of the same node, or another node. */
	between?: Readonly<Record<string, INodeParameters | INodeType>>;
	/** `filesystem` unless given: n8n's default. */
	binaryMode?: BinaryMode;
	/** Aborting it is the user pressing Stop. */
	signal?: AbortSignal;
	/** The node's setting "On Error: Continue"; a test of the other settings uses `settings`. */
	continueOnFail?: boolean;
	/** The node's other settings: `onError`, `retryOnFail`, `maxTries`, ... */
	settings?: Partial<INode>;
	workflowSettings?: IWorkflowSettings;
	/** How n8n runs the workflow; `trigger` unless given. */
	mode?: WorkflowExecuteMode;
	/** What n8n has stored of the workflow; a run changes what its steps remember. */
	stored?: StoredWorkflow;
	/** Whether the items come one by one, out of a loop that the node is in. */
	loop?: boolean;
	/** Whether a step behind the node fails. */
	failsLater?: boolean;
}

/** A workflow as n8n has it in its database. */
export interface StoredWorkflow {
	id: string;
	staticData: IDataObject;
}

/** What n8n shows of a step that failed. */
export interface ShownError {
	name: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context?: IDataObject;
	node?: INode;
}

/** What came of it. */
export interface NodeResult {
	status: ExecutionStatus;
	/** Items of the first output; empty when the step failed. */
	items: INodeExecutionData[];
	/** All outputs: the second one is the error output where the node has one. */
	outputs: INodeExecutionData[][];
	error: ShownError | undefined;
	hints: NodeExecutionHint[];
	/** Ids under which n8n keeps the binary data of the items that came out. */
	binaryIds: string[];
	/** What n8n's log holds at level debug. */
	logs: LogLine[];
	/**
	 * Everything n8n would store, show or log of the step, as one text: search it for secrets. Its
	 * own settings are left out: a token that the user typed there is in the workflow anyway.
	 */
	everything: string;
	milliseconds: number;
}

const WORKFLOW_ID = 'harness';
let runs = 0;

/** Which of `secrets` n8n would store, show or log: none, one hopes. */
export function leaked({ everything }: NodeResult, ...secrets: string[]): string[] {
	return secrets.filter((secret) => everything.includes(secret));
}

/** Runs a node in n8n's real engine, with its real binary data service, HTTP stack and logger. */
export async function runNode(run: NodeRun): Promise<NodeResult> {
	await useBinaryMode(run.binaryMode ?? 'filesystem');
	const executionId = String(++runs);
	const logs = captureLogs();
	const workflow = workflowAround(run);
	const helper = new CredentialsHelper(run.credentials ?? []);
	const { mode = 'trigger', stored } = run;
	const additional = additionalData(executionId, helper);
	// As `hookFunctionsSave` of n8n's server does (2.41.1).
	additional.hooks?.addHandler('workflowExecuteAfter', (_run, changed?: IDataObject) => {
		if (mode !== 'manual' && changed && stored) stored.staticData = plain(changed);
	});
	const execution = new host.core.WorkflowExecute(additional, mode);
	const started = performance.now();
	try {
		const running = execution.run({ workflow, startNode: workflow.getNode('Start') ?? undefined });
		const stop = (): void => running.cancel();
		if (run.signal?.aborted) stop();
		run.signal?.addEventListener('abort', stop, { once: true });
		const outcome = await running;
		run.signal?.removeEventListener('abort', stop);
		return resultOf(outcome, logs, performance.now() - started);
	} finally {
		// n8n keeps the files of every execution, which fills a disk within a few large tests.
		const { id: workflowId } = workflow;
		await host.binaryData.deleteMany([{ type: 'execution', workflowId, executionId }]);
	}
}

function workflowAround(run: NodeRun): Workflow {
	const between = Object.entries(run.between ?? {});
	const others = between.filter(([, step]) => isNodeType(step)) as Array<[string, INodeType]>;
	const types: Record<string, INodeType> = {
		...Object.fromEntries(others),
		start: { description: bareDescription('start'), execute: async () => [[{ json: {} }]] },
		source: sourceNode(run.items ?? [{}]),
		loop: loopNode(),
		failing: failingNode,
		tested: run.node,
	};
	const nodeTypes: INodeTypes = {
		getByName: (name) => types[name],
		getByNameAndVersion: (name) => types[name],
		getKnownTypes: () => ({}),
	};
	const credentials = Object.fromEntries(
		(run.credentials ?? []).map(({ type: { name } }) => [name, { id: name, name }]),
	);
	return new Workflow({
		id: run.stored?.id ?? WORKFLOW_ID,
		active: false,
		staticData: run.stored && plain(run.stored.staticData),
		nodeTypes,
		settings: { executionOrder: 'v1', ...run.workflowSettings },
		nodes: [
			node('Start', 'start'),
			node('Source', 'source'),
			...(run.loop ? [node('Loop', 'loop')] : []),
			...(run.failsLater ? [node('Failing', 'failing')] : []),
			...between.map(([name, step]) =>
				isNodeType(step)
					? node(name, name)
					: { ...node(name, 'tested'), parameters: step, credentials },
			),
			{
				...node('Tested', 'tested'),
				parameters: run.parameters ?? {},
				credentials,
				...(run.continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
				...run.settings,
			},
		],
		connections: {
			...chain('Start', 'Source', ...between.map(([name]) => name), run.loop ? 'Loop' : 'Tested'),
			...(run.loop
				? { Loop: { main: [[], ...linkTo('Tested').main] }, Tested: linkTo('Loop') }
				: {}),
			...(run.failsLater ? { Tested: linkTo('Failing') } : {}),
		},
	});
}

/** As a database gives it back. */
function plain(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}

function isNodeType(step: INodeParameters | INodeType): step is INodeType {
	return 'description' in step && 'execute' in step;
}

function chain(...names: string[]): IConnections {
	return Object.fromEntries(names.slice(1).map((name, index) => [names[index], linkTo(name)]));
}

function node(name: string, type: string): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} };
}

function linkTo(name: string): { main: Array<[{ node: string; type: 'main'; index: number }]> } {
	return { main: [[{ node: name, type: 'main', index: 0 }]] };
}

function resultOf(outcome: IRun, logs: LogLine[], milliseconds: number): NodeResult {
	const { runData, error } = outcome.data.resultData;
	// More than one in a loop: what has come out of all of them counts, and the last one's end.
	const tasks = runData.Tested ?? [];
	const task = tasks.at(-1);
	const hints = tasks.flatMap((one) => one.hints ?? []);
	const width = Math.max(0, ...tasks.map(({ data }) => data?.main.length ?? 0));
	const outputs = Array.from({ length: width }, (_, output) =>
		tasks.flatMap(({ data }) => data?.main[output] ?? []),
	);
	// When a step fails, n8n passes its input on as its output; that is no result.
	const failed = task?.error ?? error;
	const stopped = outcome.status === 'error' || outcome.status === 'canceled';
	const items = stopped ? [] : (outputs[0] ?? []);
	return {
		status: outcome.status,
		items,
		outputs,
		error: failed as ShownError | undefined,
		hints,
		binaryIds: items.flatMap(({ binary }) =>
			Object.values(binary ?? {}).flatMap(({ id }) => id ?? []),
		),
		logs,
		everything: textOf([{ ...failed, node: undefined }, stopped ? [] : outputs, hints, logs]),
		milliseconds,
	};
}

function textOf(value: unknown): string {
	return inspect(value, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity });
}
