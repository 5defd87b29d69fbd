/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { extensionInvalid } from '../conflicts';
import { Problem } from '../problem';
import { MemorySink } from './memorySink';
import { readForm } from './multipart';

/** A form with one small file, after its last byte. */
export interface SmallForm {
	/** The text fields. */
	fields: Map<string, string>;
	name: string;
	type: string;
	content: Buffer;
}

/** What the file of a form must be like. */
export interface SmallFileRules {
	/** In lower case, without the point. Default: any. */
	extensions?: readonly string[];
	maximumBytes?: number;
}

/** Reads a form with one small file. Throws the uploaded-file problems. */
export async function readSmallForm(
	request: FastifyRequest,
	{ extensions, maximumBytes = Infinity }: SmallFileRules = {},
): Promise<SmallForm> {
	const sink = new MemorySink();
	const body = request.body instanceof Readable ? request.body : Readable.from([]);
	const type = request.headers['content-type'];
	const form = await readForm(body, type, () => sink, request.entry?.fields ?? []);
	const { file, files, fields } = form;
	if (files > 1) throw new Problem('uploaded-file-multiple-files', { name: 'file' });
	if (!file) throw new Problem('uploaded-file-no-file', { name: 'file' });
	if (sink.size === 0) throw new Problem('uploaded-file-empty', { name: 'file' });
	const extension = /\.([^.]+)$/.exec(file.name)?.[1].toLowerCase() ?? '';
	if (extensions && !extensions.includes(extension)) throw extensionInvalid(extensions);
	if (sink.size > maximumBytes) throw new Problem('uploaded-file-too-large', { name: 'file' });
	return { fields, name: file.name, type: file.type, content: sink.data };
}
