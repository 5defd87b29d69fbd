import { backoff, type Clock } from '../upload';
import { cancelled } from './exchange';
import { noCredential } from './noCredential';
import { codesOf, messagesOf } from './thrown';
import { Trouble } from './trouble';
import { untilAborted } from './untilAborted';

/** How often something is read at most. */
const MOST_TRIES = 5;

/** Time after which it is not tried again, in milliseconds: n8n waits 20 s for PostgreSQL by itself. */
const LONGEST_MS = 60_000;

/** The first wait is 2 s at most: connections are held for as long as a file is read from the database. */
const TRIES_SKIPPED = 2;

/**
 * What the database, its driver or its pool says when there is no connection to be had, by code.
 * Sources: https://www.postgresql.org/docs/current/errcodes-appendix.html (class 53, 57014, 57P03),
 * https://www.sqlite.org/rescode.html.
 */
const BUSY_CODES = new Set(['53300', '57014', '57P03', 'SQLITE_BUSY', 'SQLITE_LOCKED']);

/** The same where there is a text only: pg-pool, pg, and the SQLite driver of n8n's typeorm. */
const BUSY_WORDS = [
	'timeout exceeded when trying to connect',
	'Connection terminated due to connection timeout',
	'too many clients already',
	'Query read timeout',
	'database is locked',
	'Timeout waiting for lock SqliteWriteConnectionMutex',
	'operation timed out for an unknown reason',
];

/**
 * Runs what n8n reads from its own database: a credential, a file, what is known of a file. A busy
 * database is asked again, five times within a minute at most. (By default n8n has two connections to
 * PostgreSQL, so that many executions at once wait for one.)
 *
 * @param read may run several times; also a request that n8n signs, which reads the credential first
 * @param signal ends the waits, also for a database that hangs
 * @throws Trouble when the database stays busy, the step has no credential, or the signal is aborted; whatever
 *   else `read` or the clock's sleep throw
 */
export async function readFromN8n<T>(
	read: () => Promise<T>,
	clock: Pick<Clock, 'sleep' | 'random' | 'now'>,
	signal: AbortSignal,
): Promise<T> {
	const began = clock.now();
	for (let tries = 1; ; tries++) {
		const done = await untilAborted(read(), signal).then(
			(value) => ({ value }),
			async (reason: unknown) => {
				if (signal.aborted && reason === signal.reason) throw cancelled();
				if (isBusy(reason)) return undefined;
				throw noCredential(reason) ?? reason;
			},
		);
		if (done) return done.value;
		if (tries >= MOST_TRIES || clock.now() - began >= LONGEST_MS) throw staysBusy();
		await clock.sleep(backoff(tries + TRIES_SKIPPED, clock), signal);
	}
}

/** @returns whether the database, or what caused `error`, says that it has no connection or no time to spare */
export function isBusy(error: unknown): boolean {
	return (
		codesOf(error).some((code) => BUSY_CODES.has(code)) ||
		messagesOf(error).some((message) => BUSY_WORDS.some((words) => message.includes(words)))
	);
}

/** @returns what is thrown when the database is still busy after it has been asked again */
export function staysBusy(): Trouble {
	return new Trouble(
		"n8n's own database is busy, so that n8n could not read the credential or the file",
		'Run fewer executions at the same time, or give n8n more connections: with PostgreSQL, DB_POSTGRESDB_POOL_SIZE says how many it may open (2 unless set, for each n8n process). Then run the step again.',
	);
}
