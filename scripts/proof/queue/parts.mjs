import { CONCURRENCY } from './cluster.mjs';
import { proveKilled } from './killed.mjs';
import { LARGE, proveLarge } from './large.mjs';
import { libraryOnDisk, sizesOf, withLibraryOnTheWeb } from './library.mjs';
import { proveSchedule } from './schedule.mjs';
import { proveStopping } from './stopping.mjs';
import { proveThroughput } from './throughput.mjs';

const MIB = 1024 * 1024;

/** How many workers there are, where nothing else is said. */
const WORKERS = 3;

/** By which a worker may grow while it works on several files at the same time, in bytes. */
const GROWTH_MOST = 256 * MIB;

/** Of the library, where the files go through the database as well: PostgreSQL takes no long ones. */
const SHORTER = 0.1;

/**
 * @typedef {import('./cluster.mjs').Cluster} Cluster
 *
 * @typedef {object} Work what all parts are given
 * @property {string} node the executable that runs n8n
 * @property {number} scale 1, or less for trying out
 * @property {import('../findings.mjs').Findings} findings
 * @property {AbortSignal} signal
 * @property {import('./throughput.mjs').Throughput} [throughput] what was measured
 *
 * @typedef {object} Part
 * @property {'filesystem' | 'database'} binaryMode
 * @property {number} workers at the beginning
 * @property {(cluster: Cluster, work: Work) => Promise<unknown>} run
 */

/** In an order in which they can share a cluster. @type {Record<string, Part>} */
export const parts = {
	large: {
		binaryMode: 'database',
		workers: 1,
		run: async (cluster, { node, scale, findings }) =>
			await proveLarge(cluster, { node, findings, size: Math.round(LARGE * scale) }),
	},
	throughput: {
		binaryMode: 'database',
		workers: 1,
		run: async (cluster, work) => {
			work.throughput = await proveThroughput(cluster, work);
		},
	},
	stop: {
		binaryMode: 'database',
		workers: 1,
		run: async (cluster, work) => await proveStopping(cluster, work),
	},
	'killed-web': killed('database', {
		what: 'Database, files from web addresses',
		from: 'web',
	}),
	schedule: {
		binaryMode: 'database',
		workers: WORKERS,
		run: async (cluster, { node, scale, findings }) =>
			await withLibraryOnTheWeb(
				node,
				SHORTER * scale,
				async (library) => await proveSchedule(cluster, library, findings),
			),
	},
	'killed-database': killed('database', {
		what: 'Database, short files from disk',
		from: 'disk',
		factor: SHORTER,
		// n8n's own two connections to its database are too few for five files that are read: some executions end.
		roundsMost: 4,
	}),
	'killed-filesystem': killed('filesystem', {
		what: 'Shared folder, files from disk',
		from: 'disk',
	}),
};

/**
 * A worker is killed while a library is uploaded.
 * @param {Part['binaryMode']} binaryMode
 * @param {{ what: string, from: 'disk' | 'web', factor?: number, roundsMost?: number }} how what: for people; factor: of the library
 * @returns {Part}
 */
function killed(binaryMode, { what, from, factor = 1, roundsMost }) {
	return {
		binaryMode,
		workers: WORKERS,
		async run(cluster, { node, scale, findings, signal }) {
			const size = factor * scale;
			const growthMost =
				GROWTH_MOST + (binaryMode === 'database' && from === 'disk' ? held(size) : 0);
			const prove = async (/** @type {import('./library.mjs').Library} */ library) =>
				await proveKilled(cluster, library, { what, from, roundsMost, growthMost, findings });
			if (from === 'web') return await withLibraryOnTheWeb(node, size, prove);
			return await prove(await libraryOnDisk(cluster.videos, size, { signal }));
		},
	};
}

/**
 * What n8n itself holds of files in a database: each as a whole, and as hexadecimal text.
 * @param {number} factor of the library
 * @returns {number} bytes
 */
const held = (factor) => CONCURRENCY * 3 * Math.max(...sizesOf(factor));
