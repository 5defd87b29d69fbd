/** @type {Promise<typeof import('../../emulator')> | undefined} */
let loading;

/**
 * Starts an emulator in this process. It is TypeScript, and is imported only now: before, neither
 * tsx nor the emulator's packages may have been installed.
 * @param {import('../../emulator').EmulatorOptions} [options]
 * @returns {Promise<import('../../emulator').Emulator>}
 */
export async function startEmulator(options) {
	// tsx would compile it anew each time.
	loading ??= load();
	return await (await loading).startEmulator(options);
}

async function load() {
	const { tsImport } = await import('tsx/esm/api');
	return await tsImport('../../emulator/index.ts', import.meta.url);
}
