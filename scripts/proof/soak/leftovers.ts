import { readdir } from 'node:fs/promises';
import { heldBy, type Held } from '../../../bench/measure/diagnostics';
import { storedFiles } from '../../../bench/measure/stored';
import { poll } from '../../lib/lab';
import type { Findings } from '../findings';
import { deleteExecutions } from './executions';
import type { World } from './world';

/** Milliseconds for n8n to come to rest: its own connections are kept for some seconds after their last use. */
const TO_REST = 90_000;

/** Milliseconds for n8n to delete what it keeps of executions. */
const TO_DELETE = 30_000;

/** Where n8n keeps the files of executions. */
const OF_EXECUTIONS = /(^|\/)executions\//;

/** What n8n holds and has on the disk while nothing is done. */
export interface State {
	held: Held;
	temporary: string[];
}

/**
 * @returns what n8n holds once it holds the same for three looks
 */
export async function stateOf(world: World): Promise<State> {
	const looks: string[] = [];
	const held = await atRest(world, ({ resources }) => {
		looks.push(JSON.stringify(Object.entries(resources).sort()));
		return looks.length >= 3 && new Set(looks.slice(-3)).size === 1;
	});
	return { held, temporary: await readdir(world.temporary) };
}

/**
 * @returns what there is more of than before: each kind, and by how many
 */
export function moreThan(before: Held, now: Held): Record<string, number> {
	const kinds = Object.entries(now.resources).map(([kind, count]) => [
		kind,
		count - (before.resources[kind] ?? 0),
	]);
	const all = [...kinds, ['listeners of the process', now.listeners - before.listeners]];
	return Object.fromEntries(all.filter(([, more]) => Number(more) > 0)) as Record<string, number>;
}

/**
 * What n8n still holds once everything has ended.
 *
 * @param before what it held before
 */
export async function findLeftovers(
	world: World,
	before: State,
	findings: Findings,
): Promise<void> {
	const { n8n, ports, temporary, signal } = world;
	const connections = ({ remotePorts }: Held) =>
		remotePorts.filter((port) => ports.includes(port)).length;
	const now = await atRest(
		world,
		(held) => connections(held) === 0 && nothing(moreThan(before.held, held)),
	);
	await findings.find('No connection is left to api.video or to the file server', () => {
		if (connections(now) > 0) throw new Error(`${connections(now)} connections`);
		return 'none';
	});
	await findings.find('No socket, timer, file or listener is left', () => {
		const more = moreThan(before.held, now);
		if (!nothing(more)) throw new Error(`more than before: ${JSON.stringify(more)}`);
		const kinds = Object.entries(now.resources).map(([kind, count]) => `${count} ${kind}`);
		return `n8n holds no more than before: ${kinds.join(', ')}, ${now.listeners} listeners`;
	});
	await findings.find('n8n warned of no leak', async () => {
		const lines = (await n8n.log()).split('\n').filter((line) => /leak/i.test(line));
		if (lines.length > 0) throw new Error(lines[0]);
		return 'nothing of it in its log';
	});
	await findings.find('No temporary file is left', async () => {
		const known = new Set(before.temporary);
		const files = (await readdir(temporary)).filter((file) => !known.has(file));
		if (files.length > 0) throw new Error(files.join(', '));
		return 'the folder has nothing that it had not before';
	});
	await findings.find('No file is left once the executions are deleted', async () => {
		await deleteExecutions(world);
		const deadline = Date.now() + TO_DELETE;
		const left = await poll(
			async () => {
				const files = (await filesOfExecutions(n8n)).join(', ');
				return files === '' || Date.now() > deadline ? files : undefined;
			},
			{ what: 'the files to be gone', timeoutMilliseconds: 2 * TO_DELETE, signal },
		);
		if (left !== '') throw new Error(left);
		return 'none';
	});
}

const filesOfExecutions = async ({ folder }: World['n8n']) =>
	[...(await storedFiles(folder)).keys()].filter((path) => OF_EXECUTIONS.test(path));

const nothing = (more: Record<string, number>) => Object.keys(more).length === 0;

/**
 * @returns what n8n holds once it is as wanted, or when the time is over
 */
async function atRest(
	{ n8n, diagnostics, signal }: World,
	isAsWanted: (held: Held) => boolean,
): Promise<Held> {
	const deadline = Date.now() + TO_REST;
	return await poll(
		async () => {
			const held = await heldBy(n8n.pid, diagnostics, signal);
			return isAsWanted(held) || Date.now() > deadline ? held : undefined;
		},
		{
			what: 'n8n to come to rest',
			timeoutMilliseconds: 2 * TO_REST,
			intervalMilliseconds: 2000,
			signal,
		},
	);
}
