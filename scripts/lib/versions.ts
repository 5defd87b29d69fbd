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
	/** What is installed in another version than n8n asks for. */
	overrides: Record<string, string>;
	/** Its modules that consist of C++ and without which it does not start: the only ones that are compiled. */
	compiled: string[];
	/** Settings that it needs because of what was left out. */
	environment: Record<string, string>;
	/** What of all this is different from n8n's own package.json, for people. */
	remarks: string[];
}

/** What is as n8n's own package.json asks for it. */
const AS_IT_IS = {
	overrides: {},
	compiled: ['sqlite3', 'isolated-vm'],
	environment: {},
	remarks: [],
};

/** Older releases of n8n have one package from a host of its own, which not every network reaches. */
const WITHOUT_OTHER_HOSTS = {
	...AS_IT_IS,
	overrides: { xlsx: '0.18.5' },
	remarks: ['xlsx 0.18.5 from the npm registry'],
};

/** Newest first: the first entry that is not newer than a version is that version's. */
const NEEDS: Array<Needs & { since: [major: number, minor: number] }> = [
	{
		...AS_IT_IS,
		since: [2, 36],
		node: { version: '24.21.0', oldest: 24, newest: Infinity },
	},
	{
		...WITHOUT_OTHER_HOSTS,
		since: [2, 10],
		node: { version: '22.23.3', oldest: 22, newest: 22 },
	},
	{
		...WITHOUT_OTHER_HOSTS,
		since: [2, 0],
		node: { version: '20.20.2', oldest: 20, newest: 20 },
	},
	{
		...WITHOUT_OTHER_HOSTS,
		since: [1, 0],
		node: { version: '20.20.2', oldest: 20, newest: 20 },
		// It does not compile on Node 20, which that n8n allows.
		compiled: ['sqlite3'],
		environment: { N8N_EXPRESSION_ENGINE: 'legacy' },
		remarks: [
			...WITHOUT_OTHER_HOSTS.remarks,
			'without isolated-vm, which does not compile on Node 20',
		],
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
