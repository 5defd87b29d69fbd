/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
	// n8n-core's dependency tree holds packages that only Node's own resolution handles well.
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
