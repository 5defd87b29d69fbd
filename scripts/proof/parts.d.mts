/** The types of parts.mjs, for tests in TypeScript. What things do stands beside them. */

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
