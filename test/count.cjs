/**
 * A reporter of jest: one plain line at the end, for people and machines that read only that.
 *
 * @implements {Pick<import('@jest/reporters').Reporter, 'onRunComplete'>}
 */
module.exports = class Count {
	/**
	 * @param {unknown} _contexts
	 * @param {import('@jest/test-result').AggregatedResult} results
	 */
	onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
		// A file that does not even load has no tests to count, yet it failed.
		const failed = numFailedTests + numRuntimeErrorTestSuites;
		// jest's own summary comes after all reporters, and this after that.
		process.once('exit', () =>
			process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`),
		);
	}
};
