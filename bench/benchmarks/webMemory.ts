import { addedBy, storedBy } from '../measure/stored';
import { measureGrowth, writtenBytes } from '../measure/memory';
import { GIB, MIB, scaled, sizeText } from '../files';
import { expectArrived } from '../receiver';
import type { Result } from '../result';
import { startSink } from '../sink';
import { onStage, type Stage } from '../stage';
import { withWebFile, type WebFile } from '../web/files';
import { warmUpFromWeb } from '../web/warmUp';
import { UPLOAD_NODE } from '../workflow';
import type { Benchmark, World } from '../world';

/** MiB that n8n's process may grow by. */
const GOAL = 96;

/** MiB that it may write to disks, whether or not they are still there: an execution, and n8n's logs. */
const MOST_WRITTEN = 16;

async function measure(world: World, stage: Stage, name: string, file: WebFile): Promise<Result> {
	const { n8n, receiver } = stage;
	const { node } = world.installation;
	await warmUpFromWeb(world, stage);
	await receiver.reset([]);
	const workflow = await stage.importWebUpload(file.address);
	world.say(`  uploading ${sizeText(file.size)}`);
	const before = await storedBy(n8n, node);
	const writtenBefore = await writtenBytes(n8n.pid);
	const { result, idleBytes, growthBytes } = await measureGrowth(n8n.pid, async () => {
		let stored = before;
		const execution = await stage.run(workflow, async () => {
			stored = await storedBy(n8n, node);
		});
		return { stored, ...execution.timeOf(UPLOAD_NODE) };
	});
	const written = inMiB((await writtenBytes(n8n.pid)) - writtenBefore);
	await expectArrived(receiver, file.size, name);
	const { files, rows, traces } = addedBy(before, result.stored);
	world.say(`  stored: ${JSON.stringify({ files, rows })}`);
	const growth = inMiB(growthBytes);
	const stays = traces.length === 0 ? 'nothing stored but the execution' : traces.join(', ');
	return {
		name,
		work: `${sizeText(file.size)} from a web address, loopback, to the sink, which compares every byte`,
		against: 'n8n’s process at rest',
		series: [
			{ label: 'n8n at rest', unit: 'MiB', values: [Math.round(idleBytes / MIB)] },
			{ label: 'growth at the peak', unit: 'MiB', values: [growth] },
			{ label: 'written by n8n', unit: 'MiB', values: [written] },
			{
				label: 'speed of the upload',
				unit: 'MiB/s',
				values: [Math.round(file.size / MIB / (result.milliseconds / 1000))],
			},
		],
		measured: `+${growth} MiB, ${stays}, ${written} MiB written`,
		goal: `<= +${GOAL} MiB, nothing stored but the execution, <= ${MOST_WRITTEN} MiB written`,
		// Only Linux counts what is written.
		passed: growth <= GOAL && traces.length === 0 && !(written > MOST_WRITTEN),
		notes: [
			'Stored: the files in n8n’s folder and the rows in its database, listed before and after. Written: what the system counts for n8n’s process.',
		],
	};
}

const inMiB = (bytes: number) => Number((bytes / MIB).toFixed(1));

/** How far n8n's process grows while a large file goes through it from the web, and what stays of it in n8n. */
function webMemory(name: string, bytes: number): Benchmark {
	const run = async (world: World) => {
		const file = { size: scaled(bytes, world.options.scale), seed: 1 };
		const receiver = async (node: string) => await startSink(node, file);
		return await onStage(world, { name, receiver }, async (stage) =>
			withWebFile(
				world.installation.node,
				file,
				async (served) => await measure(world, stage, name, served),
			),
		);
	};
	return { name, run };
}

export const webMemoryBenchmarks = [
	webMemory('web-memory-4g', 4 * GIB),
	webMemory('web-memory-30g', 30 * GIB),
];
