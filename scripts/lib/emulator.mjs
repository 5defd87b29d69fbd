/**
 * Starts the emulator in this process. It is TypeScript, and is imported only now: before, neither
 * tsx nor the emulator's packages may have been installed.
 * @param {import('../../emulator').EmulatorOptions} [options]
 * @returns {Promise<import('../../emulator').Emulator>}
 */
export async function startEmulator(options) {
	const { tsImport } = await import('tsx/esm/api');
	const emulator = await tsImport('../../emulator/index.ts', import.meta.url);
	return await emulator.startEmulator(options);
}
