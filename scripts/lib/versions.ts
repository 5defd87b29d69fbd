/**
 * The n8n that `npm start`, the tests in test/n8n and the benchmarks run.
 * Raising it here is all it takes: each version has its own folder in the cache.
 */
export const N8N_VERSION = '2.41.1';

/** What a version of n8n needs. */
export interface Needs {
	/**
	 * The major versions of Node it is run on, and the version that is installed where the running Node is none of them. n8n
	 * says in its package.json which it runs on ("engines"); of several the oldest is taken, which is the one that lacks most.
	 */
	node: { version: string; oldest: number; newest: number };
	/**
	 * Packages that this n8n gets from a host of their own, and the version in the npm registry that serves where that host
	 * cannot be reached.
	 */
	replacements: Array<{ name: string; host: string; version: string }>;
	/** Compiled modules without which this n8n runs with the settings given here. */
	dispensable: Record<string, Record<string, string>>;
}

/** Older releases of n8n have this package from an address of its own. */
const SPREADSHEETS = [{ name: 'xlsx', host: 'https://cdn.sheetjs.com', version: '0.18.5' }];

/** What 1.123 can run expressions in; it does not compile on Node 20, which that n8n allows. */
const SANDBOX = { 'isolated-vm': { N8N_EXPRESSION_ENGINE: 'legacy' } };

/** Newest first: the first entry that is not newer than a version is that version's. */
const NEEDS: Array<Needs & { since: [major: number, minor: number] }> = [
	{
		since: [2, 36],
		node: { version: '24.21.0', oldest: 24, newest: Infinity },
		replacements: [],
		dispensable: {},
	},
	{
		since: [2, 10],
		node: { version: '22.23.3', oldest: 22, newest: 22 },
		replacements: SPREADSHEETS,
		dispensable: {},
	},
	{
		since: [1, 0],
		node: { version: '20.20.2', oldest: 20, newest: 20 },
		replacements: SPREADSHEETS,
		dispensable: SANDBOX,
	},
];

/**
 * @param version of n8n, e.g. "2.41.1"
 * @throws RangeError for n8n 0 and for what is no version
 */
export function needsOf(version: string): Needs {
	const [major, minor] = version.split('.').map(Number);
	const found = NEEDS.find(
		({ since }) => major > since[0] || (major === since[0] && minor >= since[1]),
	);
	if (!found) throw new RangeError(`There is no n8n ${version} from 1.0 on`);
	return found;
}
