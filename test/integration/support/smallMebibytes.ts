import type * as Scaled from '../../unit/support/scaledLimits';

/**
 * The engine and the emulator with a MiB of 16 KiB: all proportions stay, and a file of "200 MiB" goes through n8n
 * in a tenth of a second. Whoever imports this must do so before the node and the emulator.
 */
const mockMebibyte = 16 * 1024;

jest.mock('../../../nodes/ApiVideo/upload/limits', () =>
	jest
		.requireActual<typeof Scaled>('../../unit/support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits'), mockMebibyte),
);

const PATH = '../../../emulator/upload/contentRange';

jest.mock('../../../emulator/upload/contentRange', () => {
	const real = jest.requireActual<Record<string, unknown>>(PATH);
	const minimumChunkBytes = (Number(real.minimumChunkBytes) * mockMebibyte) / 1024 ** 2;
	return { ...real, minimumChunkBytes };
});

export {};
