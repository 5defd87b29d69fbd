import { AsyncLocalStorage } from 'node:async_hooks';
import type { TestEnvironment } from 'jest-environment-node';

const TidyEnvironment: typeof TestEnvironment = jest.requireActual('../tidyEnvironment.cjs');

/** As jest makes one for a file; what it does not look at is left out. */
function environment() {
	const projectConfig = { globals: {}, testEnvironmentOptions: {}, fakeTimers: {} };
	const config = { globalConfig: {}, projectConfig } as ConstructorParameters<
		typeof TestEnvironment
	>[0];
	const context = { console, docblockPragmas: {}, testPath: 'some.test.ts' };
	return new TidyEnvironment(config, context);
}

it('takes what a file has stored off every promise that is made after it', async () => {
	const { run } = AsyncLocalStorage.prototype;
	const one = environment();
	await one.setup();
	const store = new AsyncLocalStorage<string>();
	const left = await store.run('of this file', async () => {
		await one.teardown();
		return store.getStore();
	});
	expect(left).toBeUndefined();
	expect(AsyncLocalStorage.prototype.run).toBe(run);
	expect(store.run('of the next one', () => store.getStore())).toBe('of the next one');
});
