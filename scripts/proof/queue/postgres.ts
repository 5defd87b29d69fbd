import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../../lib/ports';
import { run } from '../../lib/run';
import { asUser, startProgram } from './program';
import type { Programs } from './programs';

/** PostgreSQL refuses to run as root; Debian's package makes this user. */
const UNPRIVILEGED = 'postgres';

/** Role and database. */
const NAME = 'n8n';

export interface Postgres {
	/** With which n8n uses it; everything else is n8n's default. */
	environment: Record<string, string>;
	/** A statement with one value, which is JSON. */
	ask: <T>(sql: string) => Promise<T>;
	stop: () => Promise<void>;
}

/**
 * Starts a PostgreSQL with an empty database, on a free port.
 *
 * @param options folder: everything it writes goes below it
 */
export async function startPostgres({
	programs,
	folder,
	logFile,
	signal,
}: {
	programs: Programs;
	folder: string;
	logFile: string;
	signal: AbortSignal;
}): Promise<Postgres> {
	const user = process.getuid?.() === 0 ? UNPRIVILEGED : undefined;
	const data = join(folder, 'data');
	await mkdir(data);
	if (user !== undefined) await give([folder, data], user, signal);
	await run(
		programs.setpriv,
		[
			...asUser(user),
			...[programs.initdb, '--pgdata', data, '--username', NAME, '--auth', 'trust'],
			...['--no-locale', '--encoding', 'UTF8', '--no-sync'],
		],
		{ cwd: folder, signal },
	);
	const [port] = await freePorts(1);
	const psql = async (database: string, sql: string) => {
		const where = ['-h', '127.0.0.1', '-p', String(port), '-U', NAME, '-d', database];
		const args = ['-X', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...where, '-c', sql];
		return (await run(programs.psql, args, { cwd: folder, signal })).stdout;
	};
	const { stop } = await startProgram({
		programs,
		command: [
			programs.postgres,
			...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
			...['-c', 'unix_socket_directories='],
		],
		user,
		folder,
		logFile,
		isReady: async () =>
			await psql('postgres', 'select 1').then(
				() => true,
				() => false,
			),
		signal,
	});
	await psql('postgres', `create database ${NAME}`);
	return {
		environment: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: NAME,
			DB_POSTGRESDB_USER: NAME,
			DB_POSTGRESDB_PASSWORD: NAME,
		},
		ask: async (sql) => JSON.parse((await psql(NAME, sql)) || 'null'),
		// It does not wait for clients then.
		stop: async () => await stop('SIGINT'),
	};
}

async function give(paths: string[], user: string, signal: AbortSignal) {
	const id = async (flag: string) => Number((await run('id', [flag, user], { signal })).stdout);
	const [uid, gid] = [await id('-u'), await id('-g')];
	for (const path of paths) await chown(path, uid, gid);
}
