import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault, RequestEntry } from '../../emulator';
import { GIB, makeVideos, MIB, patternOf, scaled, sizeText } from '../files';
import type { Result } from '../result';
import { startService, type Service } from '../service';
import { onStage, type Stage } from '../stage';
import type { Benchmark, World } from '../world';

/** What goes wrong, once, with the request that comes as the tenth. */
const TROUBLES: Array<[string, Fault]> = [
	['connection reset within a chunk', { kind: 'reset', afterBytes: 4 * MIB }],
	['503 after a chunk', { kind: 'status', status: 503 }],
	['answer lost after a chunk', { kind: 'lost-answer' }],
];

/** Bytes of the file that a request has announced. */
function announced({ contentRange }: RequestEntry): number {
	const [, from, to] = /^bytes (\d+)-(\d+)\//.exec(contentRange ?? '') ?? [];
	return Number(to) - Number(from) + 1;
}

async function measure(world: World, stage: Stage<Service>): Promise<Result> {
	const { receiver: service, folder } = stage;
	const size = scaled(GIB, world.options.scale);
	const videos = join(folder, 'videos');
	await mkdir(videos);
	await makeVideos(videos, 1, size);
	const workflow = await stage.importUpload(patternOf(videos));

	const again: number[] = [];
	const chunks: number[] = [];
	for (const [name, fault] of TROUBLES) {
		await service.reset([{ ...fault, path: '/source$', nth: 10 }]);
		await stage.upload(workflow);
		const uploads = await service.uploads();
		const [met] = uploads.filter(({ faults }) => faults.length > 0);
		if (!met) throw new Error('The fault has not happened');
		// What was announced, not what came: a request that is torn off has sent more than arrives.
		const sent = uploads.reduce((sum, request) => sum + announced(request), 0);
		again.push((sent - size) / MIB);
		chunks.push(announced(met) / MIB);
		world.say(`  ${name}: ${again.at(-1)} MiB sent again, the chunk has ${chunks.at(-1)} MiB`);
	}
	const worst = Math.max(...again.map((bytes, index) => bytes / chunks[index]));
	return {
		name: oneFault.name,
		work: `${sizeText(size)}, one fault: ${TROUBLES.map(([name]) => name).join('; ')}`,
		against: 'the size of the chunk',
		series: [
			{ label: 'sent again', unit: 'MiB', values: again },
			{ label: 'chunk', unit: 'MiB', values: chunks },
		],
		measured: `${worst.toFixed(2)} chunks`,
		goal: '<= 1 chunk',
		passed: worst <= 1,
		notes: [],
	};
}

/** What one fault costs. */
export const oneFault: Benchmark = {
	name: 'one-fault',
	run: async (world) =>
		await onStage(
			world,
			{ name: 'one-fault', receiver: startService },
			async (stage) => await measure(world, stage),
		),
};
