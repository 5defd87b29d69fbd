/**
 * The engine as it is, but files above 6 MiB already go in chunks: 200 MiB hundreds of times would take an
 * hour. Chunks keep their real minimum, which the emulator insists on. Whoever imports this must do so before
 * the node.
 */
jest.mock('../../../nodes/ApiVideo/upload/limits', () => {
	const real = jest.requireActual<Record<string, number>>('../../../nodes/ApiVideo/upload/limits');
	return { ...real, SINGLE_REQUEST_MAX_BYTES: 6 * real.MIB, CHUNK_START_BYTES: 5 * real.MIB };
});

export {};
