import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { Trouble } from '../api/trouble';
import { MIB, VIDEO_MAX_BYTES, type Pieces, type UploadSource } from '../upload';

/**
 * What to ask n8n for, in bytes. It is a hint only, but where it is honoured the default of 64 KiB
 * takes twice as long.
 */
const PIECE_BYTES = MIB;

/**
 * Finds the file of an item, in whatever mode n8n keeps its binary data: in memory, in a file, in
 * the database or in S3.
 *
 * @param itemIndex counted from 0
 * @param field the raw value of Input Binary Field: a field's name, a path, or a binary object
 * @throws Trouble when there is no such file, it is empty, or larger than 30 GiB
 */
export async function binarySource(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string | IBinaryData,
): Promise<UploadSource> {
	const binary = findBinary(context, itemIndex, field);
	const size = await sizeOf(context, binary);
	if (size === 0) {
		throw new Trouble(
			`The file ${describe(binary)} is empty`,
			'Check the step that brings the file: it should put out a file with at least one byte.',
		);
	}
	if (size > VIDEO_MAX_BYTES) {
		throw new Trouble(
			`The file ${describe(binary)} is too large: it has ${(size / 1024 / MIB).toFixed(1)} GiB, api.video takes 30 GiB at most`,
			'Upload a smaller file, for example after encoding it at a lower bit rate.',
		);
	}
	return {
		name: fileName(binary),
		type: binary.mimeType || 'application/octet-stream',
		size,
		open: (stop) =>
			binary.id ? readStored(context, binary.id, stop) : readBase64(binary.data, PIECE_BYTES),
		discard,
	};
}

function findBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string | IBinaryData,
): IBinaryData {
	try {
		return context.helpers.assertBinaryData(itemIndex, field);
	} catch {
		throw noSuchField(context, itemIndex, field);
	}
}

function noSuchField(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string | IBinaryData,
): Trouble {
	const present = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
	const name = typeof field === 'string' ? `named '${field}'` : 'as given';
	return new Trouble(
		`The item has no binary field ${name}`,
		present.length > 0
			? `Its binary fields: ${present.join(', ')}. Enter one of them as Input Binary Field.`
			: 'The item carries no file at all. Put a step before this one that brings a file, such as Google Drive > Download File or Read/Write Files from Disk, and check that nothing between them drops it.',
	);
}

async function sizeOf(context: IExecuteFunctions, binary: IBinaryData): Promise<number> {
	if (!binary.id) return base64Bytes(binary.data);
	if (typeof binary.bytes === 'number') return binary.bytes;
	const { fileSize } = await context.helpers
		.getBinaryMetadata(binary.id)
		.catch(async () => await Promise.reject(noLongerThere(binary)));
	return fileSize;
}

function noLongerThere(binary: IBinaryData): Trouble {
	return new Trouble(
		`n8n no longer has the file ${describe(binary)}`,
		'Run the step that brings the file again. n8n deletes the files of old executions.',
	);
}

function fileName({ fileName: name, fileExtension }: IBinaryData): string {
	if (name?.trim()) return name;
	return fileExtension ? `video.${fileExtension}` : 'video';
}

function describe({ fileName: name }: IBinaryData): string {
	return name ? `'${name}'` : 'of this item';
}

async function* readStored(context: IExecuteFunctions, id: string, stop?: AbortSignal): Pieces {
	const stream = await context.helpers.getBinaryStream(id, PIECE_BYTES);
	const signals = [context.getExecutionCancelSignal(), stop].filter((one) => one !== undefined);
	// A read that hangs, as one from S3 may, must not keep a cancelled or stopped upload alive.
	const close = () => stream.destroy();
	for (const signal of signals) signal.addEventListener('abort', close, { once: true });
	if (signals.some(({ aborted }) => aborted)) close();
	try {
		yield* stream;
	} finally {
		for (const signal of signals) signal.removeEventListener('abort', close);
		close();
	}
}

/**
 * Frees the memory of a piece that was read for us alone. Left to the garbage collector, every 64 MiB
 * of such memory cost a full collection over all that n8n holds; see docs/performance.md.
 */
function discard(piece: Uint8Array): void {
	const buffer: Transferable = piece.buffer;
	// A part of a larger buffer shares its memory, and what is longer than asked for may be kept by n8n.
	if (piece.byteLength === buffer.byteLength && piece.byteLength <= PIECE_BYTES) {
		buffer.transfer?.(0);
	}
}

/** What moves its memory elsewhere, of the given length: in Node from 22 on. */
type Transferable = ArrayBufferLike & { transfer?(bytes: number): unknown };

async function* readBase64(base64: string, pieceBytes: number): Pieces {
	// Three bytes are four characters, so pieces cut at a multiple of four decode on their own.
	const step = Math.floor(pieceBytes / 3) * 4;
	for (let at = 0; at < base64.length; at += step) {
		yield Buffer.from(base64.slice(at, at + step), 'base64');
	}
}

function base64Bytes(base64: string): number {
	const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
	return Math.floor((base64.length * 3) / 4) - padding;
}
