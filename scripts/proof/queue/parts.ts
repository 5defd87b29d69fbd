import { CONCURRENCY, type Cluster } from './cluster';
import { proveKilled } from './killed';
import { LARGE, proveLarge } from './large';
import { libraryOnDisk, sizesOf, withLibraryOnTheWeb, type Library } from './library';
import { proveSchedule } from './schedule';
import { proveStopping } from './stopping';
import { proveThroughput, type Throughput } from './throughput';
import type { Findings } from '../findings';

const MIB = 1024 * 1024;

/** How many workers there are, where nothing else is said. */
const WORKERS = 3;

/** By which a worker may grow while it works on several files at the same time, in bytes. */
const GROWTH_MOST = 256 * MIB;

/** Of the library, where the files go through the database as well: PostgreSQL takes no long ones. */
const SHORTER = 0.1;

/** What all parts are given. */
export interface Work {
	/** The executable that runs n8n. */
	node: string;
	/** 1, or less for trying out. */
	scale: number;
	findings: Findings;
	signal: AbortSignal;
	/** What was measured. */
	throughput?: Throughput;
}

export interface Part {
	binaryMode: 'filesystem' | 'database';
	/** At the beginning. */
	workers: number;
	run: (cluster: Cluster, work: Work) => Promise<unknown>;
}

/** In an order in which they can share a cluster. */
export const parts: Record<string, Part> = {
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
 *
 * @param how what: for people; factor: of the library
 */
function killed(
	binaryMode: Part['binaryMode'],
	{
		what,
		from,
		factor = 1,
		roundsMost,
	}: { what: string; from: 'disk' | 'web'; factor?: number; roundsMost?: number },
): Part {
	return {
		binaryMode,
		workers: WORKERS,
		async run(cluster, { node, scale, findings, signal }) {
			const size = factor * scale;
			const growthMost =
				GROWTH_MOST + (binaryMode === 'database' && from === 'disk' ? held(size) : 0);
			const prove = async (library: Library) =>
				await proveKilled(cluster, library, { what, from, roundsMost, growthMost, findings });
			if (from === 'web') return await withLibraryOnTheWeb(node, size, prove);
			return await prove(await libraryOnDisk(cluster.videos, size, { signal }));
		},
	};
}

/**
 * What n8n itself holds of files in a database: each as a whole, and as hexadecimal text.
 *
 * @param factor of the library
 * @returns bytes
 */
const held = (factor: number): number => CONCURRENCY * 3 * Math.max(...sizesOf(factor));
