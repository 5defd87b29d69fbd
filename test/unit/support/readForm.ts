import { Readable } from 'node:stream';
import Busboy from '@fastify/busboy';

/** One part of a form, in the order in which it travelled. */
export interface FormPart {
	readonly field: string;
	/** Only files have a name and a type. */
	readonly name?: string;
	readonly type?: string;
	readonly bytes: Buffer;
}

/** Frames a form as the platform does, and reads it as an independent service would. */
export async function readForm(form: FormData): Promise<FormPart[]> {
	const framed = new Response(form);
	const headers = { 'content-type': framed.headers.get('content-type') ?? '' };
	const body = Buffer.from(await framed.arrayBuffer());
	const parts: FormPart[] = [];
	await new Promise<void>((resolve, reject) => {
		const parser = Busboy({ headers });
		parser.on('field', (field, value) => parts.push({ field, bytes: Buffer.from(value) }));
		parser.on('file', (field, stream, name, _encoding, type) => {
			const pieces: Buffer[] = [];
			stream.on('data', (piece: Buffer) => pieces.push(piece));
			stream.on('end', () => parts.push({ field, name, type, bytes: Buffer.concat(pieces) }));
		});
		parser.on('finish', resolve);
		parser.on('error', reject);
		Readable.from([body]).pipe(parser);
	});
	return parts;
}
