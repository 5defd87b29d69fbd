import { join } from 'node:path';
import { StepError } from '../lib/step-error.mjs';
import { proveCrowds } from './crowds';
import { isWell, type Section } from './findings';
import { proveModes } from './modes';
import { provePlace } from './place';
import { proveQueue } from './queue';
import { proveEverything, proveOne } from './reliability';
import { proveSecurity } from './security';
import { proveSoak } from './soak';
import { proveVersions } from './versions';

type Proof = (args: string[], signal: AbortSignal) => Promise<Section>;

/** In the order of the page. */
const PROOFS: Record<string, Proof> = {
	versions: proveVersions,
	security: proveSecurity,
	queue: proveQueue,
	modes: proveModes,
	place: provePlace,
	crowds: proveCrowds,
	soak: proveSoak,
};

/** What is started anew for each of them when all are run: this program, by itself. */
const PROGRAM = [join('scripts', 'main.mjs'), join('scripts', 'proof', 'main.ts')];

/**
 * `npm run proof -- <command>`: shows, with real ones, that the package works where people run it.
 *
 *   npm run proof                                  all of them, about an hour and a half; each writes its chapter of
 *                                                  docs/reliability.md
 *   npm run proof -- versions                      one: here in every n8n of the table in docs/compatibility.md,
 *                                                  which this run writes, too
 *   npm run proof -- versions 2.8.4 2.41.1         in these only; nothing is written
 *   npm run proof -- versions --package <tarball>  with what `npm pack` made elsewhere; nothing is written
 *   npm run proof -- versions --only outage        these checks only, by words of their titles; nothing is written
 *   npm run proof -- security                      secrets are planted, and searched for
 *   npm run proof -- queue                         n8n in queue mode, with Redis and PostgreSQL; writes
 *                                                  docs/scaling.md
 *   npm run proof -- queue --scale 0.05 large      less of everything, one part; nothing is written
 *   npm run proof -- modes                         n8n keeping files in memory, a folder, the database, S3
 *   npm run proof -- place                         behind a proxy of a company, and on IPv6
 *   npm run proof -- crowds                        many executions at once under the rate limit: half an hour
 *   npm run proof -- crowds --scale 0.2            fewer of them; nothing is written
 *   npm run proof -- soak                          ten minutes of mixed work with faults
 *   npm run proof -- soak --minutes 1              less of it; nothing is written
 *
 * With anything behind the name of a proof, nothing is written.
 *
 * @returns 0 when everything is ok or has its reason why it cannot be, and 1 otherwise, also when an n8n could not be
 *   installed
 */
export async function main([name, ...args]: string[], signal: AbortSignal): Promise<number> {
	const names = Object.keys(PROOFS);
	if (name === undefined) return exitCode(await proveEverything(PROGRAM, { names, signal }));
	const prove = PROOFS[name] as Proof | undefined;
	if (!prove) {
		throw new StepError(
			`There is no proof called '${name}'.`,
			`There is: ${names.join(', ')}. For example: npm run proof -- versions`,
		);
	}
	if (args.length > 0) return exitCode(isWell(await prove(args, signal)));
	const kept = { names, prove: async () => await prove([], signal), signal };
	return exitCode(isWell(await proveOne(name, kept)));
}

const exitCode = (well: boolean) => (well ? 0 : 1);
