import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { BinaryData } from 'n8n-core';

interface StoredFile {
	data: Buffer;
	metadata: BinaryData.Metadata;
}

async function toBuffer(body: Buffer | Readable): Promise<Buffer> {
	if (Buffer.isBuffer(body)) return body;
	const pieces: Buffer[] = [];
	for await (const piece of body) pieces.push(piece as Buffer);
	return Buffer.concat(pieces);
}

/**
 * n8n's `database` mode, with a Map where n8n has a table: n8n-core defines the mode but its
 * manager lives in the server package. What a node can notice is the same: ids are plain UUIDs,
 * there is no path, and a stream yields the whole file as one piece, whatever size was asked for.
 */
export class DatabaseManager implements BinaryData.Manager {
	private readonly files = new Map<string, StoredFile>();

	async init(): Promise<void> {}

	async store(
		_location: BinaryData.FileLocation,
		body: Buffer | Readable,
		metadata: BinaryData.PreWriteMetadata,
	): Promise<BinaryData.WriteResult> {
		return this.insert(await toBuffer(body), metadata);
	}

	async copyByFilePath(
		_location: BinaryData.FileLocation,
		path: string,
		metadata: BinaryData.PreWriteMetadata,
	): Promise<BinaryData.WriteResult> {
		return this.insert(await readFile(path), metadata);
	}

	async copyByFileId(_location: BinaryData.FileLocation, id: string): Promise<string> {
		const { data, metadata } = this.find(id);
		return this.insert(data, metadata).fileId;
	}

	getPath(id: string): string {
		return `database://${id}`;
	}

	/** A new one each time, as a database hands out: whoever asked for it may free its memory. */
	async getAsBuffer(id: string): Promise<Buffer> {
		return Buffer.from(this.find(id).data);
	}

	async getAsStream(id: string): Promise<Readable> {
		return Readable.from(await this.getAsBuffer(id));
	}

	async getMetadata(id: string): Promise<BinaryData.Metadata> {
		return this.find(id).metadata;
	}

	async deleteMany(): Promise<void> {
		this.files.clear();
	}

	async rename(from: string, to: string): Promise<void> {
		this.files.set(to, this.find(from));
		this.files.delete(from);
	}

	private insert(data: Buffer, metadata: BinaryData.PreWriteMetadata): BinaryData.WriteResult {
		const fileId = randomUUID();
		this.files.set(fileId, { data, metadata: { ...metadata, fileSize: data.length } });
		return { fileId, fileSize: data.length };
	}

	private find(id: string): StoredFile {
		const file = this.files.get(id);
		if (!file) throw new Error(`No binary data ${id}`);
		return file;
	}
}
