/** A process that sends a file with nothing but what Node has. */
import { open } from 'node:fs/promises';
import { Agent, request, type ClientRequest } from 'node:http';
import { workOnTasks } from './workOnTasks';

/** Sends a file into a container. */
export interface Task {
	/** Where requests go. */
	url: string;
	file: string;
	/** Bytes of each body. */
	bodyBytes: number;
	/** Requests at the same time, over connections that are kept. */
	connections: number;
}

/** In milliseconds. */
export interface Report {
	uploading: number;
}

workOnTasks(async ({ url, file, bodyBytes, connections }: Task): Promise<Report> => {
	const agent = new Agent({ keepAlive: true, maxSockets: connections });
	const started = performance.now();
	const source = await open(file);
	try {
		const { size } = await source.stat();
		let next = 0;
		const sendOneAfterAnother = async (): Promise<void> => {
			while (next < size) {
				const from = next;
				const to = Math.min(size, from + bodyBytes);
				next = to;
				const body = Buffer.allocUnsafe(to - from);
				await source.read(body, 0, body.length, from);
				const headers = {
					'content-length': body.length,
					'content-range': `bytes ${from}-${to - 1}/${size}`,
				};
				const sending = request(url, { method: 'POST', agent, headers });
				await answered(sending, body);
			}
		};
		await Promise.all(Array.from({ length: connections }, sendOneAfterAnother));
		return { uploading: performance.now() - started };
	} finally {
		await source.close();
		agent.destroy();
	}
});

async function answered(sending: ClientRequest, body: Buffer): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		sending.once('error', reject);
		sending.once('response', (answer) => {
			answer.resume();
			answer.once('error', reject);
			answer.once('end', () =>
				answer.statusCode === 201 ? resolve() : reject(new Error(`Status ${answer.statusCode}`)),
			);
		});
		sending.end(body);
	});
}
