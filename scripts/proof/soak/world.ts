import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../../../emulator';
import { FileServer } from '../../../fileServer';
import {
	ensureBuild,
	ensureN8n,
	startN8n,
	temporaryFolder,
	type N8n,
	type Reference,
} from '../../lib/lab';
import { keeper, KEY, makeFile, type File as Film } from '../lab';
import { diagnosing } from '../../../bench/measure/diagnostics';
import type { Beside } from './beside';
import { asker, type Service } from './service';

const MIB = 1024 * 1024;

/** A real n8n with the package in it, a local api.video, a file server, and whom the trigger tells. */
export interface World {
	n8n: N8n;
	emulator: Emulator;
	files: FileServer;
	/** The address of a film on the file server. */
	address: string;
	/** One request each. */
	small: Film;
	/** Goes in chunks with a Chunk Size of 5 MiB. */
	long: Film;
	onTheWeb: Pick<Film, 'size' | 'sha256'>;
	withKey: Record<string, Reference>;
	withToken: Record<string, Reference>;
	/** How often a workflow with the trigger was started for a video, by its ID. */
	told: Map<string, number>;
	/** Counted so far. */
	beside: Beside;
	tellTo: string;
	/** Where n8n writes what it holds: see heldBy. */
	diagnostics: string;
	/** n8n's folder for temporary files. */
	temporary: string;
	/** Asks the service, past n8n. */
	service: Service;
	/** Ports of everybody with whom a step of ours speaks. */
	ports: number[];
	signal: AbortSignal;
}

/** Sets everything up, works in it, and clears it away, whatever happens. */
export async function inWorld<T>(
	signal: AbortSignal,
	work: (world: World) => Promise<T>,
): Promise<T> {
	/** What has to be undone at the end, last thing first. */
	const cleanUp: Array<() => Promise<unknown>> = [];
	try {
		await ensureBuild(signal);
		const installation = await ensureN8n({ signal });
		const folder = await temporaryFolder('soak');
		cleanUp.push(async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }));
		const [videos, temporary] = [join(folder, 'videos'), join(folder, 'temporary')];
		await mkdir(temporary);
		const diagnostics = join(folder, 'held.json');
		const n8n = await startN8n({
			installation,
			readableFolder: videos,
			environment: {
				...diagnosing(diagnostics),
				TMPDIR: temporary,
				// Executions are deleted by hand, so that it is seen what is left of them.
				EXECUTIONS_DATA_PRUNE: 'false',
			},
			signal,
		});
		cleanUp.push(n8n.stop);
		const emulator = await startEmulator({ encodingSeconds: 0 });
		cleanUp.push(async () => await emulator.close());
		const files = await FileServer.start();
		cleanUp.push(async () => await files.stop());
		const told = new Map<string, number>();
		const listener = await startListener(told);
		cleanUp.push(listener.stop);

		const onTheWeb = files.file('/film.mp4', { size: 12 * MIB, seed: 7 });
		const service = asker(emulator.url, KEY, signal);
		const { token } = (await service('POST', '/upload-tokens', { ttl: 0 })) as { token: string };
		const credential = keeper(n8n, emulator.url);
		return await work({
			n8n,
			emulator,
			files,
			address: `${files.url}/film.mp4`,
			small: await makeFile(join(videos, 'small.mp4'), 300_000, signal),
			long: await makeFile(join(videos, 'long.mp4'), 17 * MIB, signal),
			onTheWeb: { size: 12 * MIB, sha256: await onTheWeb.sha256() },
			withKey: await credential('apiVideoApi', { apiKey: KEY }),
			withToken: await credential('apiVideoUploadTokenApi', { uploadToken: token }),
			told,
			beside: { empty: 0, copies: 0 },
			tellTo: listener.url,
			diagnostics,
			temporary,
			service,
			ports: [emulator.url, files.url].map((url) => Number(new URL(url).port)),
			signal,
		});
	} finally {
		for (const undo of cleanUp.reverse()) await undo();
	}
}

/** Counts requests for `/<video ID>`. */
async function startListener(told: Map<string, number>) {
	const server = createServer((request, response) => {
		const videoId = (request.url ?? '').slice(1);
		told.set(videoId, (told.get(videoId) ?? 0) + 1);
		response.end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
