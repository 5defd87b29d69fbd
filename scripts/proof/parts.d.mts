/** The types of parts.mjs, for tests in TypeScript. What things do stands beside them. */

import type { N8nInstallation } from '../lib/lab';

export interface Needs {
	node: { version: string; oldest: number; newest: number };
	replacements: Array<{ name: string; host: string; version: string }>;
	dispensable: Record<string, Record<string, string>>;
}

export function needsOf(version: string): Needs;

/** What the matrix itself uses of a lab. */
export interface Lab {
	installation: { nodeVersion: string; remarks: string[] };
	signal: AbortSignal;
	afresh(): Promise<Lab>;
	close(): Promise<void>;
}

export interface Check {
	title: string;
	run(lab: Lab): Promise<string | void>;
}

export interface Outcome {
	ok: boolean;
	seen: string;
}

export interface Column {
	version: string;
	nodeVersion?: string;
	remarks: string[];
	outcomes: Outcome[];
}

export function runMatrix(
	versions: string[],
	checks: Check[],
	options: {
		openLab: (version: string) => Promise<Lab>;
		signal: AbortSignal;
		print?: (line: string) => void;
		/** Milliseconds for one check. */
		patience?: number;
	},
): Promise<Column[]>;

export function checksNamed(checks: Check[], words?: string): Check[];
export function compatibilityPage(checks: Check[], columns: Column[], date: Date): string;
export function table(checks: Check[], columns: Column[]): string;
export function count(columns: Column[]): { ok: number; notOk: number };

export interface Finding {
	title: string;
	ok: boolean;
	/** It cannot be ok here; what was seen is the reason. */
	cannotBe?: boolean;
	seen: string;
}

/** What one proof has shown: a chapter of docs/reliability.md. */
export interface Section {
	title: string;
	/** One or two sentences: what was run. */
	about: string;
	findings: Finding[];
}

export interface Findings {
	list: Finding[];
	/** `look` returns what was seen, and throws where that is not what should be. */
	find(title: string, look: () => Promise<string> | string): Promise<void>;
}

/** What a look throws where nothing can be seen here. The message is the reason. */
export class CannotBe extends Error {
	constructor(reason: string);
}

/** Whether each finding is ok, or has its reason why it cannot be. */
export function isWell(section: Pick<Section, 'findings'>): boolean;

/** "ok", "not ok" or "cannot be" */
export function markOf(finding: Pick<Finding, 'ok' | 'cannotBe'>): string;

/** Processors, memory and system, for people. */
export function machineText(): string;

/** Formats a page of the project and writes it. `path`: relative to the project. */
export function writePage(path: string, text: string): Promise<void>;
/** Lines of Markdown. */
export function asTable(head: string[], rows: string[][]): string[];
export function asFindings(findings: readonly Finding[]): string[];
/** One line without what differs from machine to machine. */
export function plain(seen: string): string;

export function findingsOf(signal: AbortSignal, print?: (line: string) => void): Findings;

/** Bytes of each file of a library. */
export function sizesOf(factor: number, count?: number): number[];

export interface Library {
	files: Array<{ key: string; place: string; sha256: string }>;
	bytes: number;
}

export function libraryOnDisk(
	folder: string,
	factor: number,
	options: { signal: AbortSignal; count?: number },
): Promise<Library>;

/** n8n in queue mode. */
export interface Cluster {
	/** The only folder that workflows may read. */
	videos: string;
	close(keepLogs: boolean): Promise<void>;
}

export function openCluster(options: {
	programs: Record<string, string>;
	installation: N8nInstallation;
	tarball: string;
	binaryMode: 'filesystem' | 'database';
	workers: number;
	environment?: Record<string, string>;
	signal: AbortSignal;
}): Promise<Cluster>;

/** Uploads each file, kills a worker in the middle, and uploads again with the same keys. */
export function proveKilled(
	cluster: Cluster,
	library: Library,
	options: {
		what: string;
		from: 'disk' | 'web';
		lineSeconds?: number;
		roundsMost?: number;
		/** Bytes by which a worker may grow. */
		growthMost: number;
		findings: Findings;
	},
): Promise<void>;

/** Packs the built package; the path of the tarball. */
export function packProject(folder: string, options?: { signal?: AbortSignal }): Promise<string>;

/** Paths by name; throws a StepError that says how to install what is missing. */
export function findPrograms(folders?: string[]): Promise<Record<string, string>>;

export interface Stored {
	tables: Record<string, { rows: number; bytes: number }>;
	files: Record<string, number>;
}

export function growthOf(
	before: Stored,
	after: Stored,
): { rows: Record<string, number>; tableBytes: number; fileBytes: number; newFiles: string[] };

export function scalingPage(run: {
	date: Date;
	machine: string;
	findings: Finding[];
	/** Bytes, and bytes per second of a worker's line. */
	throughput?: {
		files: number;
		size: number;
		lineBytes: number;
		rows: Array<{ workers: number; milliseconds: number; bytesPerSecond: number; busy: number }>;
	};
}): string;

/** Milliseconds of a process and of all that it has started; default: of this one. */
export function processorTime(root?: number): Promise<number>;
/** The same, of the contents of /proc/<pid>/stat. */
export function timeIn(stats: string[], root: number): number;

/** Throws where anything that had arrived was sent again; returns what was seen. */
export function nothingSentAgain(
	uploads: Array<{ bytes: number; status?: number }>,
	bytes: number,
): string;

/** Numbers of the sockets in /proc/net/tcp that hold bytes for a port of this machine. */
export function sendingIn(table: string, port: number): string[];

/** A node of a workflow, as far as it differs from another. */
export interface Step {
	name: string;
	type: string;
	typeVersion: number;
	parameters: object;
	/** By credential type. */
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	onError?: string;
}

/** A workflow to import: each step takes what the one before puts out. */
export function workflowOf(steps: Step[]): object;
/** Each file that the pattern matches becomes an item. */
export function readFiles(pattern: string): Step;
/** The step under proof. */
export function apiVideo(
	credentials: Step['credentials'],
	parameters: object,
	more?: Partial<Step>,
): Step;
