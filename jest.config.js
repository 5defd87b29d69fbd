const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/tidyEnvironment.cjs',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	// Also the engine's sources are TypeScript; everything in node_modules is loaded as it is.
	transform: {
		'\\.(ts|mjs)$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	testSequencer: '<rootDir>/test/longLast.cjs',
	// Loading n8n-core takes 2 s on an idle machine; the tests that wait on purpose say so themselves.
	testTimeout: 30_000,
	// Tests start servers, an emulator and a real n8n: more than a few at once only slow each other.
	maxWorkers: Math.max(1, Math.min(4, availableParallelism() - 1)),
};
