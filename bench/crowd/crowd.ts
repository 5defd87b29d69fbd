import type { Fault, RateLimits } from '../../emulator';
import type { Execution, N8n } from '../../scripts/lib/lab';
import { measureGrowth } from '../measure/memory';
import { withService, type Service } from '../service';
import type { Stage } from '../stage';
import type { LastStep } from '../workflow';
import type { World } from '../world';
import { ended, openDoor, spanOf } from './executions';

/** Beyond three times the floor and this, in milliseconds, a crowd has failed. */
const BEYOND_MS = 15 * 60_000;

/** Executions that start at once, one for each file, each uploading it. */
export interface Crowd {
	/** Paths. */
	files: string[];
	/** Bytes of all files. */
	bytes: number;
	/** In a window. */
	limits: Partial<RateLimits>;
	/** Length of the window; default: the minute that is documented. */
	windowSeconds?: number;
	line: readonly Fault[];
	/** See `limitFloor`, in milliseconds. */
	floor: number;
}

/** What a crowd brought. */
export interface CrowdRun {
	/** See `spanOf`. */
	milliseconds: number;
	/** Executions that ended well, each having put a complete video there. */
	succeeded: number;
	/** Requests that sent a file. */
	uploads: number;
	/** Requests of any kind that were answered with 429. */
	refused: number;
	/** By which n8n has grown at the peak, in bytes. */
	growthBytes: number;
	/** What the executions that did not end well say, each text once. */
	complaints: string[];
}

/** Lets a crowd upload to an emulator of its own: for the node an account of which it knows nothing. */
export async function runCrowd(world: World, stage: Stage, crowd: Crowd): Promise<CrowdRun> {
	const brought = async (service: Service): Promise<CrowdRun> => {
		await service.reset(crowd.line);
		const step = await stage.uploadTo(service);
		const { executions, growthBytes } = await startAtOnce(world, stage.n8n, step, crowd);
		const well = executions.filter(({ status }) => status === 'success');
		const requests = await service.requests();
		return {
			milliseconds: spanOf(executions),
			succeeded: Math.min(well.length, await completeFiles(service, crowd)),
			uploads: (await service.uploads()).length,
			refused: requests.filter(({ status }) => status === 429).length,
			growthBytes,
			complaints: complaintsOf(executions),
		};
	};
	return await withService(world.installation.node, crowd.limits, brought, crowd.windowSeconds);
}

/** Starts an execution for each file and waits for the end of all. */
export async function startAtOnce(
	{ signal }: World,
	n8n: N8n,
	step: LastStep,
	{ files, floor }: Pick<Crowd, 'files' | 'floor'>,
): Promise<{ executions: Execution[]; growthBytes: number }> {
	const door = await openDoor(n8n, step);
	const timeoutMilliseconds = 3 * floor + BEYOND_MS;
	const { result, growthBytes } = await measureGrowth(n8n.pid, async () => {
		await Promise.all(files.map(door.start));
		return await ended(n8n, door.workflowId, files.length, { timeoutMilliseconds, signal });
	});
	return { executions: result, growthBytes };
}

/** @throws when complete videos hold something else than the files that were read */
async function completeFiles(service: Service, { files, bytes }: Crowd): Promise<number> {
	const sizes = await service.completeVideos();
	const arrived = sizes.reduce((sum, size) => sum + size, 0);
	if (sizes.length >= files.length && arrived !== bytes) {
		throw new Error(`${arrived} bytes have arrived in ${sizes.length} videos, not ${bytes}`);
	}
	return sizes.length;
}

function complaintsOf(executions: readonly Execution[]): string[] {
	const texts = executions.flatMap(({ error }) => error?.message ?? []);
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return [...counts].map(([text, count]) => `${count} x ${text}`);
}
