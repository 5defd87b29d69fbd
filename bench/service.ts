/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Fault, RequestEntry } from '../emulator';
import { endWithParent, projectFolder, startProcess, stopProcess } from '../scripts/lib/lab.mjs';

/** The key that the emulator takes. */
export const API_KEY = 'emulator-api-key';

/** The emulator in a process of its own, so that it shares neither memory nor time with a contender. */
export interface Service {
	url: string;
	/** Takes back all faults and sets these; forgets videos, requests and the minute's count. */
	reset(faults: readonly Fault[]): Promise<void>;
	/** Requests that sent a file, since the last reset. */
	uploads(): Promise<RequestEntry[]>;
	/** Makes a container. */
	createVideo(): Promise<string>;
	/** Sizes, in bytes, of the videos that have been uploaded completely since the last reset. */
	completeVideos(): Promise<number[]>;
	stop(): Promise<void>;
}

/**
 * Starts the emulator without disk and hash, which would be slower than any contender.
 *
 * @param node the executable
 * @param rateLimit whether it refuses more than the sandbox's 40 uploads a minute
 */
export async function startService(node: string, rateLimit: boolean): Promise<Service> {
	const args = [
		...['--import', endWithParent, '--import', 'tsx', join('emulator', 'main.ts')],
		...['--port', '0', '--discard', '--no-hash', '--encoding-seconds', '0'],
		...(rateLimit ? ['--rate-limit', 'sandbox'] : []),
	];
	const child = startProcess(node, args, {
		cwd: projectFolder,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const url = await new Promise<string>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`The emulator ended with code ${code}.`)));
		if (child.stdout) createInterface(child.stdout).once('line', resolve);
	});
	const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
		const authorization = `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`;
		const response = await fetch(url + path, {
			method,
			headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
			body: body && JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
		return (response.status === 204 ? undefined : await response.json()) as T;
	};
	const uploadPath = /^\/(upload|videos\/[^/]+\/source)$/;
	return {
		url,
		reset: async (faults) => {
			await call('POST', '/emulator/reset');
			if (faults.length > 0) await call('POST', '/emulator/faults', [...faults]);
		},
		uploads: async () => {
			const entries = await call<RequestEntry[]>('GET', '/emulator/requests');
			return entries.filter(({ method, path }) => method === 'POST' && uploadPath.test(path));
		},
		createVideo: async () =>
			(await call<{ videoId: string }>('POST', '/videos', { title: 'benchmark' })).videoId,
		completeVideos: async () => {
			const entries = await call<RequestEntry[]>('GET', '/emulator/requests');
			const ids = new Set(
				entries.flatMap(({ path }) => /^\/videos\/(\w+)\/source$/.exec(path)?.[1] ?? []),
			);
			const files = await Promise.all(
				[...ids].map(async (id) => await call<{ size?: number }>('GET', `/emulator/videos/${id}`)),
			);
			return files.flatMap(({ size }) => size ?? []);
		},
		stop: async () => await stopProcess(child),
	};
}
