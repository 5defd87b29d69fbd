/** The types of lab.mjs, for tests and benchmarks in TypeScript. What things do stands beside them. */

import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Page } from 'playwright-core';

export interface N8nInstallation {
	/** The executable that runs n8n. */
	node: string;
	nodeVersion: string;
	/** n8n's entry file. */
	script: string;
	version: string;
	/** Settings that it needs in order to run. */
	environment: Record<string, string>;
	/** What is different from what n8n's own package.json asks for. */
	remarks: string[];
}

export interface Execution {
	id: string;
	status: string;
	/** By n8n's own clock. */
	milliseconds: number;
	error?: { message: string; description?: string | null; node?: { name: string } };
	/** What a node put out: the JSON of each item. `output`: 0 (default) is the first one. */
	items(nodeName: string, output?: number): Array<Record<string, any>>;
	/** When a node began (since 1970) and how long it took, in milliseconds by n8n's own clock. */
	timeOf(nodeName: string): { startedAt: number; milliseconds: number };
	/** Everything n8n stored about it, for searching. */
	text: string;
}

/** Reads the run data of an execution as n8n stores it. */
export function unflatten(text: string): any;

export interface Reference {
	id: string;
	name: string;
}

export interface ExecuteOptions {
	/** Default 600,000. */
	timeoutMilliseconds?: number;
	/** Between two questions whether it has ended; default 200. */
	intervalMilliseconds?: number;
	signal?: AbortSignal;
	/** Leave the execution and its files in n8n; default true. */
	keep?: boolean;
}

/** n8n's own REST interface, logged in as the owner. */
export class N8nClient {
	constructor(url: string);
	url: string;
	importCredential(credential: { name: string; type: string; data: object }): Promise<Reference>;
	/** Returns the workflow's id. */
	importWorkflow(workflow: object): Promise<string>;
	/** Returns the id of the execution, which has only begun. */
	start(workflowId: string): Promise<string>;
	execute(workflowId: string, options?: ExecuteOptions): Promise<Execution>;
	/** Waits for the end of an execution, good or bad. */
	finished(executionId: string, options?: Omit<ExecuteOptions, 'keep'>): Promise<Execution>;
	/** The newest 100 executions of a workflow, the newest first; those still running are among them. */
	executionsOf(workflowId: string): Promise<Array<{ id: string; status: string; ended: boolean }>>;
	/** Its end may take a moment longer. */
	stopExecution(executionId: string): Promise<void>;
	activate(workflowId: string): Promise<void>;
	deactivate(workflowId: string): Promise<void>;
	callWebhook(path: string, options?: { timeoutMilliseconds?: number }): Promise<Response>;
	deleteExecution(executionId: string): Promise<void>;
	/** Any call of n8n's REST interface; `data` of the answer. */
	call(method: string, path: string, body?: object): Promise<any>;
	/** What the editor knows of all nodes or credentials. */
	types(kind: 'nodes' | 'credentials'): Promise<Array<Record<string, any>>>;
}

export interface N8n {
	/** The editor's address. */
	url: string;
	pid: number;
	/** Everything it writes; removed by `stop`. */
	folder: string;
	/** Where files for workflows belong. */
	readableFolder: string;
	client: N8nClient;
	/** What it printed so far. */
	log(): Promise<string>;
	/** Runs `n8n <args>` on the same database. */
	command(args: string[]): Promise<{ stdout: string; stderr: string }>;
	/** `n8n execute`; rejects when the workflow fails. */
	executeByCommand(workflowId: string): Promise<Execution>;
	stop(): Promise<void>;
}

export type BinaryMode = 'filesystem' | 'database' | 'default';

export function startN8n(options: {
	installation: N8nInstallation;
	binaryMode?: BinaryMode;
	/** `folder` of an n8n started before that has ended without `stop`: goes on with its data. */
	userFolder?: string;
	readableFolder?: string;
	logLevel?: 'debug' | 'info' | 'warn' | 'error';
	environment?: Record<string, string>;
	/** What `npm pack` made, in place of what is built in this checkout. */
	tarball?: string;
	signal?: AbortSignal;
}): Promise<N8n>;

/** Memory of n8n in bytes: at rest before, at the peak, and by how much it has grown. */
export interface Growth {
	idleBytes: number;
	peakBytes: number;
	growthBytes: number;
}

export function measureGrowth<T>(
	pid: number,
	work: () => Promise<T>,
): Promise<Growth & { result: T }>;

export function measureExecution(
	n8n: N8n,
	workflowId: string,
	options?: ExecuteOptions,
): Promise<Growth & { execution: Execution }>;

export function ensureN8n(options?: {
	version?: string;
	signal?: AbortSignal;
}): Promise<N8nInstallation>;
export function isN8nInstalled(): Promise<boolean>;
/** The n8n that `npm start` runs and the project is developed with. */
export const N8N_VERSION: string;
export function ensureN8nCore(
	version: string,
	options?: { signal?: AbortSignal },
): Promise<{ node: string; folder: string }>;
/** Rejects when the command ends with anything but 0. */
export function run(
	command: string,
	args: string[],
	options?: { cwd?: string; env?: Record<string, string | undefined>; signal?: AbortSignal },
): Promise<{ stdout: string; stderr: string }>;
export function installOnce(
	folder: string,
	install: (unfinished: string) => Promise<void>,
	options?: { signal?: AbortSignal; onWait?: () => void; onDiscard?: () => void },
): Promise<void>;
export function isInstalled(folder: string): boolean;
export function ensureBuild(options?: { signal?: AbortSignal }): Promise<void>;
export function ensureDependencies(options?: { signal?: AbortSignal }): Promise<void>;

export const projectFolder: string;
/** For `--import`: ends a Node process when the one that holds its standard input open is gone. */
export const endWithParent: string;
/** Ctrl-C and a polite kill as an abort signal. */
export function interruption(): AbortSignal;
export function startProcess(command: string, args: string[], options: SpawnOptions): ChildProcess;
export function stopProcess(
	child: ChildProcess,
	options?: { graceMilliseconds?: number },
): Promise<void>;
/** A server in a process of its own, so that it shares neither memory nor time with what is measured. */
export interface ServerProcess {
	/** Without a slash at the end. */
	url: string;
	/** The JSON of its answer; throws for every status but 2xx. `authorization`: value of the header. */
	call<T>(method: string, path: string, body?: object, authorization?: string): Promise<T>;
	stop(): Promise<void>;
}

/** Starts a program of this project, named relative to it, that prints its address. `node`: the executable. */
export function startServer(node: string, args: string[]): Promise<ServerProcess>;
export function temporaryFolder(purpose: string): Promise<string>;
export const tinyVideo: string;
export function makeVideo(
	path: string,
	size: number,
	options?: { seed?: number; signal?: AbortSignal },
): Promise<void>;
export function sha256OfFile(path: string): Promise<string>;
export function exampleWorkflow(
	/** Of the file, without .json. */
	name: string,
	chosen: { file?: string; credentials: Record<string, Reference> },
): Promise<{ name: string; nodes: Array<Record<string, any>> } & Record<string, any>>;

export interface Chromium {
	page: Page;
	/** Ends it and removes its profile. */
	stop(): Promise<void>;
}

export interface ChromiumOptions {
	viewport?: { width: number; height: number };
	colorScheme?: 'dark' | 'light';
	/** A proxy for all but this machine, whose certificates are taken as they are. */
	proxy?: string;
	/** For anything to appear on a page. */
	timeoutMilliseconds?: number;
}

export function startChromium(options?: ChromiumOptions): Promise<Chromium>;
/** n8n's editor, logged in as the owner; `getByTestId` finds n8n's `data-test-id`. */
export function openEditor(url: string, options?: ChromiumOptions): Promise<Chromium>;
/** Milliseconds for anything in the editor to appear. */
export const PATIENCE: number;

export function freePorts(count: number): Promise<number[]>;
export function residentBytes(pid: number): Promise<number>;
export function idleBytes(
	pid: number,
	options?: {
		windowMilliseconds?: number;
		toleranceBytes?: number;
		timeoutMilliseconds?: number;
	},
): Promise<number>;
export function watchMemory(
	pid: number,
): () => Promise<{ startBytes: number; peakBytes: number; endBytes: number }>;
/** Bytes of each file below a folder, by its path there. Installed packages are left out. */
export function storedFiles(folder: string): Promise<Map<string, number>>;
/** Rows of each table. `node`: an executable from Node 22.13 on. */
export function sqliteRows(node: string, database: string): Promise<Map<string, number>>;
/** What n8n has stored: bytes of each file, rows of each table. */
export interface Stored {
	files: Map<string, number>;
	rows: Map<string, number>;
}
/** Everything that an n8n with a SQLite database has stored. `node`: an executable from Node 22.13 on. */
export function storedBy(n8n: N8n, node: string): Promise<Stored>;
/** Bytes and rows that are new. `traces`: what tells of more than an execution. */
export function addedBy(
	before: Stored,
	after: Stored,
): { files: Record<string, number>; rows: Record<string, number>; traces: string[] };
/** By how much files or tables have grown; those that have not are left out. */
export function added(
	before: ReadonlyMap<string, number>,
	after: ReadonlyMap<string, number>,
): Record<string, number>;
/** Bytes that a process has written to disks so far; NaN where the system does not count them. */
export function writtenBytes(pid: number): Promise<number>;
export function poll<T>(
	ask: () => Promise<T | undefined> | T | undefined,
	options: {
		what: string;
		timeoutMilliseconds: number;
		intervalMilliseconds?: number;
		signal?: AbortSignal;
	},
): Promise<T>;
