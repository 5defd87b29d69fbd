import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Problem } from '../problem';
import type { FormField } from '../requestLog';
import { maximumRequestBytes } from './contentRange';
import type { Sink } from './fileSink';
import { headBytes } from './textual';

/** A form after its last byte: its text fields, and what is known of its first file. */
export interface Form {
	fields: Map<string, string>;
	file: FilePart | undefined;
	/** How many file fields there were. */
	files: number;
}

/** A file field. The rule of its name is that there is none (see the facts of the official Node client). */
export interface FilePart {
	name: string;
	type: string;
	sink: Sink;
	/** The first bytes of what came in this request. */
	head: Buffer;
	/** True when it has more than 200 MiB; the rest was not stored. */
	tooLarge: boolean;
}

/**
 * Reads a multipart/form-data body to its end. `openSink` is called when the file starts, with the
 * fields that stood in front of it; a problem it throws is thrown after the body has been read, as
 * a service behind a buffering proxy does. `fields` gets one entry for each field, in order.
 */
export async function readForm(
	body: Readable,
	contentType: string | undefined,
	openSink: (fieldsBefore: Map<string, string>) => Sink,
	fields: FormField[],
): Promise<Form> {
	const form: Form = { fields: new Map(), file: undefined, files: 0 };
	let failure: Error | undefined;
	const fail = (error: Error) => {
		failure ??= error;
	};
	const parser = parserFor(contentType);

	parser.on('field', (name, value) => {
		form.fields.set(name, value);
		fields.push({ name, value, bytes: Buffer.byteLength(value) });
	});
	parser.on('file', (name, stream, filename, _encoding, type) => {
		const field: FormField = { name, filename, contentType: type, bytes: 0 };
		fields.push(field);
		stream.on('data', (data: Buffer) => (field.bytes += data.length));
		stream.on('error', () => fail(noFile()));
		if (++form.files > 1 || failure) return;
		try {
			const sink = openSink(form.fields);
			const file = { name: filename, type, sink, head: Buffer.alloc(0), tooLarge: false };
			form.file = file;
			stream.on('data', (data: Buffer) => {
				const missing = headBytes - file.head.length;
				if (missing > 0) file.head = Buffer.concat([file.head, data.subarray(0, missing)]);
			});
			store(stream, file, fail);
		} catch (error) {
			fail(error as Error);
		}
	});

	try {
		await parse(body, parser);
		if (form.file && !failure) await finished(form.file.sink);
	} catch (error) {
		fail(error as Error);
	}
	if (failure) {
		form.file?.sink.destroy();
		throw failure;
	}
	return form;
}

/** The one file of a form. Throws uploaded-file-no-file and uploaded-file-multiple-files. */
export function onlyFileOf({ file, files }: Form): FilePart {
	if (files > 1) throw new Problem('uploaded-file-multiple-files', { name: 'file' });
	if (!file) throw noFile();
	return file;
}

/** Not `pipeline`: that would end the connection on a malformed body, and nobody could be told. */
function parse(body: Readable, parser: BusboyInstance): Promise<void> {
	return new Promise((resolve, reject) => {
		parser.once('finish', resolve);
		parser.once('error', () => {
			body.unpipe(parser);
			reject(noFile());
		});
		body.once('error', reject);
		body.once('close', () => {
			if (!body.readableEnded) reject(new Error('The client went away.'));
		});
		body.pipe(parser);
	});
}

function parserFor(contentType: string | undefined): BusboyInstance {
	try {
		return new Busboy({
			headers: { 'content-type': contentType ?? '' },
			fileHwm: 256 * 1024,
			limits: { fileSize: maximumRequestBytes },
			isPartAFile: (_name, _type, filename) => filename !== undefined,
		});
	} catch {
		throw noFile();
	}
}

function store(stream: BusboyFileStream, file: FilePart, fail: (error: Error) => void): void {
	stream.on('limit', () => (file.tooLarge = true));
	stream.pipe(file.sink);
	file.sink.on('error', (error) => {
		fail(error);
		stream.unpipe(file.sink);
		stream.resume();
	});
}

function noFile(): Problem {
	return new Problem('uploaded-file-no-file', { name: 'file' });
}
