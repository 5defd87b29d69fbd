import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideo } from '../lib/demo-video';
import { startEmulator, type Emulator } from '../../emulator';
import { temporaryFolder } from '../lib/folders.mjs';
import { sha256OfFile } from '../lib/hash';
import { ensureN8n, type N8nInstallation } from '../lib/install-n8n';
import { withProgress } from '../lib/progress';
import { startN8n, type N8n } from '../lib/start-n8n';
import type { Reference } from '../lib/n8n-client';

/** The only API key that the emulator takes here. */
export const KEY = 'emulator-api-key';

/** Bytes. */
const SMALL = 200_000;
/** api.video takes up to 200 MiB in one request: this goes in chunks. */
export const BIG = 260 * 1024 * 1024;

export type File = { path: string; size: number; sha256: string };

/** A real n8n with the package in it, and a local api.video. */
export interface Lab {
	installation: N8nInstallation;
	n8n: N8n;
	emulator: Emulator;
	small: File;
	big: File;
	/** The only folder that workflows may read. */
	folder: string;
	/** Stores a credential; environment and address of the emulator are filled in. */
	credentials: (type: string, data: object) => Promise<Record<string, Reference>>;
	/** A credential with the right API key, for which n8n has no access token yet. */
	withKey: Record<string, Reference>;
	/** Asks the emulator, past n8n. */
	service: <T = unknown>(method: string, path: string, body?: object) => Promise<T>;
	signal: AbortSignal;
	/**
	 * The same with another service and a new credential: the node knows an account by its address and key, and shares sign-
	 * in, pace and outages with all who use it.
	 */
	afresh: () => Promise<Lab>;
	close: () => Promise<void>;
}

/** A lab without a service as yet. */
export type Building = Pick<Lab, 'installation' | 'signal' | 'afresh' | 'close'>;

/**
 * Installs what is missing, and starts n8n.
 *
 * @param version of n8n
 * @param options tarball: the package
 */
export async function openLab(
	version: string,
	{ tarball, signal }: { tarball: string; signal: AbortSignal },
): Promise<Building> {
	const installation = await ensureN8n({ version, signal });
	/** What has to be undone at the end, last thing first. */
	const cleanUp: Array<() => Promise<unknown>> = [];
	const close = async () => {
		for (const undo of cleanUp.reverse()) await undo();
	};
	try {
		const directory = await temporaryFolder('proof');
		cleanUp.push(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
		const folder = join(directory, 'videos');
		const n8n = await withProgress(`Starting n8n ${version}`, () =>
			startN8n({ installation, tarball, readableFolder: folder, signal }),
		);
		cleanUp.push(n8n.stop);
		const small = await makeFile(join(folder, 'small.mp4'), SMALL, signal);
		const big = await makeFile(join(folder, 'big.mp4'), BIG, signal);
		let emulator: Emulator | undefined;
		cleanUp.push(async () => await emulator?.close());
		const afresh = async () => {
			await emulator?.close();
			emulator = await startEmulator({ apiKey: KEY });
			const credentials = keeper(n8n, emulator.url);
			const withKey = await credentials('apiVideoApi', { apiKey: KEY });
			const service = asker(emulator.url);
			const room = { installation, n8n, emulator, small, big, folder, credentials, withKey };
			return { ...room, service, signal, afresh, close };
		};
		return { installation, signal, afresh, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/**
 * A file that is uploaded.
 *
 * @param size in bytes
 */
export async function makeFile(path: string, size: number, signal: AbortSignal): Promise<File> {
	await makeVideo(path, size, { seed: size, signal });
	return { path, size, sha256: await sha256OfFile(path) };
}

/**
 * Stores credentials for a service in n8n.
 *
 * @param baseUrl of the service
 */
export function keeper({ client }: Pick<N8n, 'client'>, baseUrl: string): Lab['credentials'] {
	return async (type, data) => {
		const stored = { environment: 'custom', baseUrl, ...data };
		return { [type]: await client.importCredential({ name: 'api.video', type, data: stored }) };
	};
}

/** Asks an emulator, past n8n. */
export function asker(url: string): Lab['service'] {
	const authorization = `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`;
	return async (method: string, path: string, body: object | undefined) => {
		const response = await fetch(url + path, {
			method,
			headers: { authorization, 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`The emulator answered ${response.status}: ${text}`);
		return text === '' ? undefined : JSON.parse(text);
	};
}
