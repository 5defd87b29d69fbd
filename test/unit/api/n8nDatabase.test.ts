import { getEventListeners } from 'node:events';
import { readFromN8n } from '../../../nodes/ApiVideo/api/n8nDatabase';
import { statusError, wrapped, wrappedWithoutCause } from '../support/httpErrors';
import { expectReadable, troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';

const POOL = new Error('timeout exceeded when trying to connect');
const withCode = (code: string, message = 'says the database') =>
	Object.assign(new Error(message), { code });

/** What is read throws these, one after the other, and then gives a value. */
function reading(...thrown: Error[]) {
	const clock = new VirtualClock(() => 1);
	let reads = 0;
	const read = async () => {
		const error = thrown[reads++];
		return error ? await Promise.reject(error) : 'value';
	};
	return {
		clock,
		reads: () => reads,
		run: async (signal = NEVER) => await readFromN8n(read, clock, signal),
	};
}

describe('what n8n reads from its database', () => {
	it('is handed on', async () => {
		const { run, clock } = reading();
		expect([await run(), clock.waits]).toEqual(['value', []]);
	});

	it.each<[string, Error]>([
		['the pool of pg', POOL],
		['pg itself', new Error('Connection terminated due to connection timeout', { cause: POOL })],
		['a query that waited too long', new Error('Query read timeout')],
		['PostgreSQL', withCode('53300', 'sorry, too many clients already')],
		['PostgreSQL while it starts', withCode('57P03')],
		['a pool between n8n and PostgreSQL', new Error('sorry, too many clients already')],
		['SQLite', withCode('SQLITE_BUSY', 'SQLITE_BUSY: database is locked')],
		[
			"n8n's SQLite driver",
			new Error('Timeout waiting for lock SqliteWriteConnectionMutex to become available'),
		],
		['the pool of SQLite', new Error('operation timed out for an unknown reason')],
		['whatever n8n has wrapped', new Error('outer', { cause: POOL })],
		['a request that n8n signs', wrapped(POOL)],
		['the same before n8n 2.34', wrappedWithoutCause(POOL)],
		['the same of SQLite', wrappedWithoutCause(withCode('SQLITE_BUSY'))],
		['the same of PostgreSQL', wrappedWithoutCause(withCode('53300', 'sorry, too many clients'))],
	])('is read again when it is busy: %s', async (_who, error) => {
		const { run, clock, reads } = reading(error, error);
		expect(await run()).toBe('value');
		expect([reads(), clock.waits]).toEqual([3, [2000, 4000]]);
	});

	it('is given up after five times, and named', async () => {
		const { run, reads, clock } = reading(...Array<Error>(9).fill(POOL));
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toContain("n8n's own database is busy");
		expect(trouble.advice).toContain('DB_POSTGRESDB_POOL_SIZE');
		expect([reads(), clock.waits]).toEqual([5, [2000, 4000, 8000, 16_000]]);
	});

	it('is given up after a minute, where n8n itself waits long for a connection', async () => {
		const clock = new VirtualClock(() => 1);
		let reads = 0;
		const slow = async () => {
			reads++;
			clock.pass(25_000);
			return await Promise.reject(POOL);
		};
		expect((await troubleOf(() => readFromN8n(slow, clock, NEVER))).message).toContain('busy');
		expect(reads).toBe(3);
	});

	it.each<[string, unknown]>([
		['no such type of credential', new Error('Unknown credential type')],
		['an answer of the service', wrapped(statusError(401, { title: 'database is locked' }))],
		['the same before n8n 2.34', wrappedWithoutCause(statusError(500, { code: '53300' }))],
		['what is no error', 'timeout exceeded when trying to connect'],
	])('throws anything else unchanged: %s', async (_what, thrown) => {
		const clock = new VirtualClock();
		const run = readFromN8n(async () => await Promise.reject(thrown), clock, NEVER);
		await expect(run).rejects.toBe(thrown);
		expect(clock.waits).toEqual([]);
	});

	it('is not asked for again where there is no credential, and that is put into words', async () => {
		const { run, reads, clock } = reading(new Error('Node does not have any credentials set'));
		expect((await troubleOf(run)).message).toContain('no api.video credential');
		expect([reads(), clock.waits]).toEqual([1, []]);
	});

	it('is not waited for any longer when the signal is aborted, also where it hangs', async () => {
		const cancel = new AbortController();
		const hanging = async () => await new Promise<never>(() => {});
		const run = readFromN8n(hanging, new VirtualClock(), cancel.signal);
		cancel.abort();
		expect((await troubleOf(async () => await run)).message).toBe('The execution was canceled');
		expect(getEventListeners(cancel.signal, 'abort')).toEqual([]);
	});

	it('is not waited for once the signal is aborted', async () => {
		const { run, reads } = reading(POOL);
		await expect(run(AbortSignal.abort())).rejects.toThrow('aborted');
		expect(reads()).toBe(1);
	});
});
