import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideo } from '../lib/demo-video.ts';
import { startEmulator } from '../../emulator/index.ts';
import { temporaryFolder } from '../lib/folders.mjs';
import { sha256OfFile } from '../lib/hash.ts';
import { ensureN8n } from '../lib/install-n8n.ts';
import { withProgress } from '../lib/progress.ts';
import { startN8n } from '../lib/start-n8n.ts';

/** The only API key that the emulator takes here. */
export const KEY = 'emulator-api-key';

/** Bytes. */
const SMALL = 200_000;
/** api.video takes up to 200 MiB in one request: this goes in chunks. */
export const BIG = 260 * 1024 * 1024;

/**
 * @typedef {{ path: string, size: number, sha256: string }} File
 *
 * @typedef {object} Lab a real n8n with the package in it, and a local api.video
 * @property {import('../lib/install-n8n.ts').N8nInstallation} installation
 * @property {import('../lib/start-n8n.ts').N8n} n8n
 * @property {import('../../emulator').Emulator} emulator
 * @property {File} small
 * @property {File} big
 * @property {string} folder that workflows may read
 * @property {(type: string, data: object) => Promise<Record<string, { id: string, name: string }>>} credentials
 *   stores a credential; environment and address of the emulator are filled in
 * @property {Record<string, { id: string, name: string }>} withKey a credential with the right API key,
 *   for which n8n has no access token yet
 * @property {(method: string, path: string, body?: object) => Promise<any>} service
 *   asks the emulator, past n8n
 * @property {AbortSignal} signal
 * @property {() => Promise<Lab>} afresh the same with another service and a new credential: the node knows an
 *   account by its address and key, and shares sign-in, pace and outages with all who use it
 * @property {() => Promise<void>} close
 *
 * @typedef {Pick<Lab, 'installation' | 'signal' | 'afresh' | 'close'>} Building a lab without a service as yet
 */

/**
 * Installs what is missing, and starts n8n.
 * @param {string} version of n8n
 * @param {{ tarball: string, signal: AbortSignal }} options tarball: the package
 * @returns {Promise<Building>}
 */
export async function openLab(version, { tarball, signal }) {
	const installation = await ensureN8n({ version, signal });
	/** What has to be undone at the end, last thing first. @type {Array<() => Promise<unknown>>} */
	const cleanUp = [];
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
		/** @type {import('../../emulator').Emulator | undefined} */
		let emulator;
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
 * @param {string} path
 * @param {number} size in bytes
 * @param {AbortSignal} signal
 * @returns {Promise<File>}
 */
export async function makeFile(path, size, signal) {
	await makeVideo(path, size, { seed: size, signal });
	return { path, size, sha256: await sha256OfFile(path) };
}

/**
 * Stores credentials for a service in n8n.
 * @param {Pick<import('../lib/start-n8n.ts').N8n, 'client'>} n8n
 * @param {string} baseUrl of the service
 * @returns {Lab['credentials']}
 */
export function keeper({ client }, baseUrl) {
	return async (type, data) => {
		const stored = { environment: 'custom', baseUrl, ...data };
		return { [type]: await client.importCredential({ name: 'api.video', type, data: stored }) };
	};
}

/**
 * Asks an emulator, past n8n.
 * @param {string} url
 * @returns {Lab['service']}
 */
export function asker(url) {
	const authorization = `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`;
	return async (
		/** @type {string} */ method,
		/** @type {string} */ path,
		/** @type {object | undefined} */ body,
	) => {
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
