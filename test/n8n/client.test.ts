import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { N8nClient } from '../../scripts/lib/lab';

let server: Server;
let client: N8nClient;
/** What n8n answers, one after the other. */
let answers: object[];
/** How many requests are not answered. */
let resets = 0;

beforeEach(async () => {
	resets = 0;
	server = createServer((_request, response) => {
		if (resets-- > 0) return void response.socket?.resetAndDestroy();
		response.end(JSON.stringify({ data: answers.shift() }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	client = new N8nClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

/** An execution that has ended, as n8n stores it: its data in the format of "flatted". */
const ended = (status: string, data: string) => ({
	id: '7',
	status,
	startedAt: '2026-11-26T12:00:00Z',
	stoppedAt: '2026-11-26T12:00:01Z',
	data,
});

const NOT_YET = '[{"resultData":"1"},{"runData":"2"},{}]';
const ALL = '[{"resultData":"1"},{"runData":"2","lastNodeExecuted":"3"},{},"End"]';

it('waits for what came out, which n8n 1 stores after the state', async () => {
	answers = [
		{ ...ended('running', NOT_YET), stoppedAt: undefined },
		ended('success', NOT_YET),
		ended('success', ALL),
	];

	const execution = await client.finished('7');

	expect(execution).toMatchObject({ status: 'success', milliseconds: 1000 });
	expect(execution.text).toBe(ALL);
	expect(answers).toEqual([]);
});

it('does not wait for it where the execution was canceled', async () => {
	answers = [ended('canceled', NOT_YET)];

	expect(await client.finished('7')).toMatchObject({ status: 'canceled' });
});

it('tells which executions of a workflow have ended', async () => {
	const stoppedAt = '2026-11-26T12:00:01Z';
	answers = [
		{
			results: [
				{ id: '9', status: 'running' },
				// n8n writes down that it has ended before it says when.
				{ id: '8', status: 'success', stoppedAt: null },
				{ id: '7', status: 'error', stoppedAt },
			],
		},
	];

	expect(await client.executionsOf('w')).toEqual([
		{ id: '9', status: 'running', ended: false },
		{ id: '8', status: 'success', ended: false },
		{ id: '7', status: 'error', ended: true },
	]);
});

it('sends nothing a second time where a connection breaks', async () => {
	answers = [{ id: 1 }];
	for (const method of ['GET', 'POST']) {
		resets = 1;
		await expect(client.call(method, '/workflows')).rejects.toThrow('fetch failed');
	}
	expect(await client.call('GET', '/settings')).toEqual({ id: 1 });
});

it('reads an execution whose data holds itself, as what n8n’s own steps throw may do', async () => {
	const data =
		'[{"resultData":"1"},{"runData":"2","error":"3"},{},{"message":"4","request":"5"},"aborted",{"cause":"3"}]';
	answers = [ended('error', data)];

	const execution = await client.finished('7');

	expect(execution.error).toMatchObject({ message: 'aborted' });
});
