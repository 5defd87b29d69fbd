import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelled } from '../api/exchange';
import { quote } from '../api/quote';
import { Trouble } from '../api/trouble';
import {
	askSteadily,
	steady,
	type Clock,
	type Pieces,
	type Steadying,
	type UploadSource,
} from '../upload';
import { Base64Text } from './base64';
import { findFile, type FoundBinary } from './binaryField';
import { discard } from './discard';
import { shortenName } from './fileName';
import { mayReadOn, StoredFile } from './storedFile';
import { unreadable, whatWasSaid } from './unreadable';
import { refuseSize } from './videoSize';

/** What stands in `data` where the bytes are kept elsewhere, under an ID: the name of n8n's binary data mode. */
const MODES = new Set(['filesystem', 'filesystem-v2', 'database', 's3', 'azure', 'default']);

/**
 * Finds the file of a step that takes one.
 *
 * @param itemIndex counted from 0
 * @param field the raw value of Input Binary Field
 * @param clock measures how long n8n is waited for
 * @param signal ends the waiting at once
 * @throws Trouble as `findFile` and {@link sourceOf}
 */
export async function binarySource(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
	clock: Clock,
	signal: AbortSignal,
): Promise<UploadSource> {
	return await sourceOf(context, findFile(context, itemIndex, field).binary, clock, signal);
}

/**
 * Makes a source of a binary object, in whatever mode n8n keeps its binary data: in memory, in a file, in
 * the database or in S3. Where reading it breaks off, it goes on by itself, and n8n's log tells.
 *
 * @param clock measures how long n8n is waited for
 * @param signal ends the waiting at once
 * @throws Trouble when it has no content, its size is not known, it is empty, or larger than `VIDEO_MAX_BYTES`; also
 *   when the signal was aborted
 */
export async function sourceOf(
	context: IExecuteFunctions,
	binary: FoundBinary,
	clock: Clock,
	signal: AbortSignal,
): Promise<UploadSource> {
	const given = givenName(binary);
	const name = given ?? nameFromType(binary);
	const file = `file ${given ? quote(given) : 'of this item'}`;
	const how: Steadying = {
		clock,
		mayPass: mayReadOn,
		onBreak: (reason, at) => context.logger.info(brokenOff(file, at, reason)),
	};
	const content = await contentOf(context, binary, file, signal, how, clock).catch(
		async (error: unknown) => await Promise.reject(unreadable(error, name)),
	);
	const { size } = content;
	refuseSize(
		size,
		file,
		'Check the step that brings the file: it should put out a file with at least one byte.',
	);
	const type = isFilled(binary.mimeType) ? binary.mimeType : 'application/octet-stream';
	return steady({ name, type, discard, ...content }, how);
}

type Content = Pick<UploadSource, 'size' | 'open' | 'seeks' | 'discard'>;

async function contentOf(
	context: IExecuteFunctions,
	{ id, data, bytes }: FoundBinary,
	file: string,
	signal: AbortSignal,
	how: Steadying,
	clock: Clock,
): Promise<Content> {
	if (isFilled(id)) {
		const stored = new StoredFile(context, id, `the ${file}`, clock);
		const noted = async () => await stored.notedSize(signal);
		const size = isSize(bytes) ? bytes : await askSteadily(noted, signal, how);
		if (!isSize(size)) throw noSize(file, size);
		return {
			size,
			open: (from, until, wanted = size - from) => stored.open(from, until, wanted),
			discard: (piece) => stored.discard(piece),
		};
	}
	if (typeof data !== 'string' || MODES.has(data)) throw noContent(file);
	const text = new Base64Text(data, `The ${file}`, bytes);
	const { size, seeks } = text;
	return { size, seeks, open: (from, until) => untilStopped(text.read(from), until) };
}

async function* untilStopped(pieces: Iterable<Uint8Array>, signal: AbortSignal): Pieces {
	for (const piece of pieces) {
		if (signal.aborted) throw cancelled();
		yield piece;
	}
}

/** A Code node may put anything where n8n has put a number of bytes. */
function isSize(bytes: unknown): bytes is number {
	return Number.isSafeInteger(bytes) && Number(bytes) >= 0;
}

function isFilled(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

function brokenOff(file: string, at: number, reason: unknown): string {
	const said = reason instanceof Error ? `: ${whatWasSaid(reason)}` : '';
	return `api.video: reading the ${file} broke off at byte ${at}, and goes on there${said}`;
}

function noSize(file: string, size: unknown): Trouble {
	return new Trouble(
		`The size of the ${file} is not known: n8n has noted ${quote(size ?? '')}`,
		'Run the step that brings the file again. A Code node that changes a binary object should leave its bytes as they are.',
	);
}

function noContent(file: string): Trouble {
	return new Trouble(
		`The ${file} has no content: its binary object holds neither data nor the ID of a file that n8n keeps`,
		'Check the step that brings the file. A Code node should hand on the whole binary object as it came, or put the bytes of a file into data as base64.',
	);
}

function givenName({ fileName }: FoundBinary): string | undefined {
	const name = typeof fileName === 'number' ? String(fileName) : fileName;
	return isFilled(name) ? shortenName(name) : undefined;
}

function nameFromType({ fileExtension }: FoundBinary): string {
	return isFilled(fileExtension) ? shortenName(`video.${fileExtension}`) : 'video';
}
