const { availableParallelism } = require('node:os');

/** Folders whose tests start no n8n and no browser: they compute, and two of them at a time disturb nobody. */
const COMPUTING = ['architecture', 'contract', 'emulator', 'fileServer', 'proof', 'unit'];

/** So do its files named `*.long.test.ts`: what they wait for is in their own process. */
const LONG = 'test/integration/';

const shared = {
	testEnvironment: '<rootDir>/test/tidyEnvironment.cjs',
	roots: ['<rootDir>/test'],
	// Also the engine's sources are TypeScript; everything in node_modules is loaded as it is.
	transform: {
		'\\.(ts|mjs)$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

/**
 * Two projects in one run, so that there is one count: what only computes on all cores, and everything else one
 * file at a time. A real n8n with its task runner and a browser keeps two cores busy by itself, and files of `integration` wait
 * for real answers of real servers: side by side they would run into their time limits on a busy machine. A new folder is
 * of the second kind until it is named above.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	projects: [
		{
			...shared,
			testMatch: [
				...COMPUTING.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
				`<rootDir>/${LONG}**/*.long.test.ts`,
			],
		},
		{
			...shared,
			testMatch: ['**/*.test.ts'],
			// Needs Redis and PostgreSQL, which not everybody has: it has a command of its own, `npm run test:queue`.
			testPathIgnorePatterns: [
				...[...COMPUTING, 'queue'].map((folder) => `<rootDir>/test/${folder}/`),
				`<rootDir>/${LONG}.*\\.long\\.test\\.ts$`,
			],
			runner: '<rootDir>/test/oneAtATime.cjs',
		},
	],
	reporters: [
		'default',
		...(process.env.GITHUB_ACTIONS ? ['github-actions'] : []),
		'<rootDir>/test/count.cjs',
	],
	testSequencer: '<rootDir>/test/longLast.cjs',
	// In milliseconds: half a second, which is jest's own, is a false alarm on a busy machine.
	workerGracefulExitTimeout: 10_000,
	// Ends what hangs, and nothing that is slow: loading n8n-core takes 2 s on an idle machine, half a minute on a very busy one.
	testTimeout: 120_000,
	maxWorkers: Math.min(4, availableParallelism()),
};
