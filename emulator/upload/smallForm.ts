import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Problem } from '../problem';
import { checkFile, checkHead, type FileRules } from './fileRules';
import { MemorySink } from './memorySink';
import { onlyFileOf, readForm } from './multipart';

/** A form with one small file, after its last byte. */
export interface SmallForm {
	/** The text fields. */
	fields: Map<string, string>;
	name: string;
	type: string;
	content: Buffer;
}

/** Reads a form with one small file; without rules any file. Throws the uploaded-file problems. */
export async function readSmallForm(
	request: FastifyRequest,
	rules?: FileRules,
): Promise<SmallForm> {
	const sink = new MemorySink();
	const body = request.body instanceof Readable ? request.body : Readable.from([]);
	const type = request.headers['content-type'];
	const form = await readForm(body, type, () => sink, request.entry?.fields ?? []);
	const file = onlyFileOf(form);
	if (sink.size === 0) throw new Problem('uploaded-file-empty', { name: 'file' });
	if (rules) {
		checkFile(file.name, sink.size, rules);
		checkHead(file.head, rules);
	}
	return { fields: form.fields, name: file.name, type: file.type, content: sink.data };
}
