import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../../../emulator';
import { webhookEvents } from '../../../emulator/webhooks';
import { call } from '../caller';

/** An event as it was delivered. */
export type Told = Record<string, string>;

let told: Told[] = [];
let listener: Server;

/** Listens to webhooks, from the first to the last test of a file. */
export function useListener(): void {
	beforeAll(async () => {
		listener = createServer((request, response) => {
			let body = '';
			request.on('data', (piece: Buffer) => (body += piece.toString()));
			request.on('end', () => {
				told.push(JSON.parse(body) as Told);
				response.writeHead(202).end();
			});
		});
		await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => listener.close());
}

/** Forgets what was told so far, and has a webhook told of everything from now on. */
export async function listenTo(service: Emulator): Promise<void> {
	told = [];
	const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
	await call(service, 'POST', '/webhooks', { json: { url, events: webhookEvents } });
}

/** Waits for so many events; answers them without the time. */
export async function events(count: number): Promise<Told[]> {
	while (told.length < count) await new Promise(setImmediate);
	return told.map(({ emittedAt, ...event }) => {
		expect(emittedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
		return event;
	});
}
