import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../scripts/lib/lab';
import { GIB, MIB, scaled, sizeText } from '../files';
import { diagnosing, heldBy } from '../measure/diagnostics';
import { idleBytes } from '../measure/memory';
import { expectArrived } from '../receiver';
import type { Result } from '../result';
import { startSink } from '../sink';
import { onStage, type Stage } from '../stage';
import { withWebFile, type WebFile } from '../web/files';
import { UPLOAD_NODE } from '../workflow';
import type { Benchmark, World } from '../world';

const NAME = 'web-idle';

const RUNS = 10;

/** After so many, n8n has what it needs for good. */
const WARM = 2;

/** MiB by which n8n may be larger after the last run: its resident set, and what it holds. */
const MORE_RESIDENT = 16;
const MORE_HELD = 16;

/** MiB of n8n at rest. */
interface AtRest {
	resident: number;
	/** In its heap and beside it, without garbage. */
	held: number;
}

/** @param diagnostics where this n8n writes what it holds: see heldBy */
async function atRest({ n8n }: Stage, diagnostics: string): Promise<AtRest> {
	const inMiB = (bytes: number) => Number((bytes / MIB).toFixed(1));
	// What n8n does behind an execution is done by then.
	await idleBytes(n8n.pid);
	const { heapUsed, external } = await heldBy(n8n.pid, diagnostics);
	return { resident: inMiB(await idleBytes(n8n.pid)), held: inMiB(heapUsed + external) };
}

async function measure(
	{ say }: World,
	stage: Stage,
	file: WebFile,
	diagnostics: string,
): Promise<Result> {
	const workflow = await stage.importWebUpload(file.address);
	const seen: AtRest[] = [];
	for (let runs = 1; runs <= RUNS; runs++) {
		await stage.receiver.reset([]);
		const { milliseconds } = (await stage.upload(workflow)).timeOf(UPLOAD_NODE);
		await expectArrived(stage.receiver, file.size, `run ${runs}`);
		seen.push(await atRest(stage, diagnostics));
		const { resident, held } = seen[runs - 1];
		say(
			`  run ${runs}: ${(milliseconds / 1000).toFixed(1)} s, then ${resident} MiB resident, ${held} MiB held`,
		);
	}
	const [warm, last] = [seen[WARM - 1], seen[RUNS - 1]];
	const moreResident = Number((last.resident - warm.resident).toFixed(1));
	const moreHeld = Number((last.held - warm.held).toFixed(1));
	return {
		name: NAME,
		work: `${RUNS} runs in a row, ${sizeText(file.size)} from a web address, loopback, to the sink`,
		against: `n8n’s process at rest after run ${WARM}`,
		series: [
			{
				label: 'resident after each run',
				unit: 'MiB',
				values: seen.map(({ resident }) => resident),
			},
			{ label: 'held after each run', unit: 'MiB', values: seen.map(({ held }) => held) },
		],
		measured: `${signed(moreResident)} MiB resident, ${signed(moreHeld)} MiB held`,
		goal: `<= +${MORE_RESIDENT} MiB resident, <= +${MORE_HELD} MiB held`,
		passed: moreResident <= MORE_RESIDENT && moreHeld <= MORE_HELD,
		notes: [
			'Once n8n is at rest after a run it is made to collect its garbage; “held” is what its heap and its buffers hold then, “resident” its resident set once that has stopped changing.',
		],
	};
}

const signed = (value: number) => (value < 0 ? String(value) : `+${value}`);

/** Whether n8n is as small as before once large files from the web have gone through it. */
export const webIdle: Benchmark = {
	name: NAME,
	run: async (world) => {
		const folder = await temporaryFolder('bench');
		const diagnostics = join(folder, 'held.json');
		const environment = diagnosing(diagnostics);
		try {
			return await onStage(
				world,
				{ name: NAME, receiver: startSink, environment },
				async (stage) => {
					const file = { size: scaled(GIB, world.options.scale), seed: 1 };
					return await withWebFile(
						world.installation.node,
						file,
						async (served) => await measure(world, stage, served, diagnostics),
					);
				},
			);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};
