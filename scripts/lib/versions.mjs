/**
 * The n8n that `npm start`, the tests in test/n8n and the benchmarks run, and the Node it needs.
 * Raising a version here is all it takes: each version has its own folder in the cache.
 */
export const N8N_VERSION = '2.41.1';

/** Installed only where the running Node is older than n8n's minimum. */
export const NODE_VERSION = '24.21.0';

/** The oldest major version of Node that this n8n runs on. */
export const N8N_MINIMUM_NODE_MAJOR = 24;
