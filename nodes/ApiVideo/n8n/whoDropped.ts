import type { IExecuteFunctions } from 'n8n-workflow';
import { quote } from '../api/quote';
import { isRecord } from '../upload';

/** How many steps before this one are looked at: a file that was dropped is near. */
const LOOKED_AT = 50;

/**
 * Finds the step between this one and the step with the file that does not hand the file on.
 *
 * @returns sentences that name it and say what to do; empty where no step before this one has a file, or n8n
 *   does not tell
 */
export function whoDropped(context: IExecuteFunctions, itemIndex: number): string {
	try {
		const dropped = findDropped(context, itemIndex);
		return dropped ? told(dropped.by, dropped.file, isOurs(context, dropped.by)) : '';
	} catch {
		// Older versions, and steps without input, know nothing of the steps before.
		return '';
	}
}

function told(by: string, file: string, ours: boolean): string {
	const [step, source] = [quote(by), quote(file)];
	return ours
		? `The step ${source} brings a file, but ${step} after it hands on only what api.video has answered. Put ${step} before ${source}.`
		: `The step ${source} brings a file, but ${step} after it does not hand it on. Put ${step} before ${source}, or let it keep the file.`;
}

/** Goes back from step to step, the nearest first, until one has a file, and from there to the one that brings it. */
function findDropped(
	context: IExecuteFunctions,
	itemIndex: number,
): { by: string; file: string } | undefined {
	const ways: Array<readonly string[]> = [[context.getInputSourceData().previousNode]];
	const seen = new Set(ways.flat());
	let dropped: { by: string; file: string } | undefined;
	for (let at = 0; at < ways.length && at < LOOKED_AT; at++) {
		const [step, after] = ways[at];
		const hasFile = putsOutFiles(context, itemIndex, step);
		if (hasFile && after === undefined) return undefined;
		if (hasFile) dropped = { by: dropped?.by ?? after, file: step };
		// Once a step with the file is found, the search goes on through steps that have it as well.
		if (hasFile) ways.length = at + 1;
		if (dropped && !hasFile) continue;
		for (const { name } of context.getParentNodes(step, { depth: 1 })) {
			if (!seen.has(name)) ways.push([name, step]);
			seen.add(name);
		}
	}
	return dropped;
}

function putsOutFiles(context: IExecuteFunctions, itemIndex: number, step: string): boolean {
	try {
		const { all } = context.getWorkflowDataProxy(itemIndex).$(step) as { all(): unknown[] };
		return all().some(holdsFile);
	} catch {
		// The step has not run.
		return false;
	}
}

/** Of an item, or of its JSON alone, where that holds the files. */
function holdsFile(entry: unknown): boolean {
	if (!isRecord(entry)) return false;
	const places = [entry.binary, entry._files, isRecord(entry.json) ? entry.json._files : undefined];
	return places.some((place) => isRecord(place) && Object.keys(place).length > 0);
}

function isOurs(context: IExecuteFunctions, step: string): boolean {
	const { name, type } = context.getNode();
	const before = context.getParentNodes(name);
	return before.some((node) => node.name === step && node.type === type);
}
