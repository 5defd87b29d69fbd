import type { RequestListener } from 'node:http';
import { jsonOf, signedIn, type Answer, type Asked } from './http';

/** The access token that these services of Google take. */
export const GOOGLE_TOKEN = 'access-token-of-google';

interface DriveFile {
	name: string;
	mimeType: string;
	folder: string;
	content: Buffer;
}

const NOT_FOUND: Answer = { status: 404, body: { error: { message: 'File not found' } } };

/**
 * Google Drive, version 3: lists a folder, gives out files with ranges, moves them. And Gmail, which is behind the same
 * host: takes mails.
 */
export class GoogleDrive {
	/** By their IDs. */
	readonly files = new Map<string, DriveFile>();

	/** IDs of files that may be read by nobody. */
	readonly forbidden = new Set<string>();

	/** Whether files may be moved. */
	mayMove = true;

	/** As they were sent (RFC 5322). */
	readonly mails: string[] = [];

	readonly listener: RequestListener = signedIn(GOOGLE_TOKEN, (asked) => this.answer(asked));

	/** Puts a film into a folder. */
	add(id: string, folder: string, name: string, content: Buffer): void {
		this.files.set(id, { name, folder, content, mimeType: 'video/mp4' });
	}

	reset(): void {
		for (const kept of [this.files, this.forbidden]) kept.clear();
		this.mails.length = 0;
		this.mayMove = true;
	}

	private answer(asked: Asked): Answer {
		const { method, path, query } = asked;
		if (path.startsWith('/gmail/v1/users/me/messages/send')) return this.takeMail(asked);
		if (path === '/drive/v3/files') return this.list(String(query.get('q')));
		const id = /^\/drive\/v3\/files\/([^/]+)$/.exec(path)?.[1] ?? '';
		const file = this.files.get(id);
		if (!file) return NOT_FOUND;
		if (method === 'PATCH') return this.move(id, file, query);
		if (query.get('alt') !== 'media') {
			return { body: { name: file.name, mimeType: file.mimeType, parents: [file.folder] } };
		}
		if (this.forbidden.has(id)) return { status: 403, body: { error: { message: 'No access' } } };
		return bytesOf(file, asked.headers.range);
	}

	/** Knows of the language of queries what a search in a folder uses. */
	private list(q: string): Answer {
		const folder = /'([^']+)' in parents/.exec(q)?.[1];
		const type = /mimeType contains '([^']+)'/.exec(q)?.[1] ?? '';
		const files = [...this.files]
			.filter(([, file]) => file.folder === folder && file.mimeType.startsWith(type))
			.map(([id, { name, mimeType }]) => ({ id, name, mimeType }));
		return { body: { files } };
	}

	private move(id: string, file: DriveFile, query: URLSearchParams): Answer {
		if (!this.mayMove) return { status: 403, body: { error: { message: 'May not be moved' } } };
		if (query.get('removeParents') !== file.folder) return { status: 400 };
		file.folder = String(query.get('addParents'));
		return { body: { kind: 'drive#file', id, name: file.name, mimeType: file.mimeType } };
	}

	private takeMail(asked: Asked): Answer {
		const { raw } = jsonOf<{ raw: string }>(asked);
		this.mails.push(Buffer.from(raw, 'base64url').toString());
		return { body: { id: `mail-${this.mails.length}`, threadId: 'thread', labelIds: ['SENT'] } };
	}
}

function bytesOf({ content, mimeType }: DriveFile, range: string | undefined): Answer {
	const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
	if (from === undefined) return { type: mimeType, body: content };
	const last = Math.min(to ? Number(to) : Infinity, content.length - 1);
	return {
		status: 206,
		type: mimeType,
		body: content.subarray(Number(from), last + 1),
		headers: { 'content-range': `bytes ${from}-${last}/${content.length}` },
	};
}

/** Google Sheets, version 4, with one sheet of one document, in the values that are shown. */
export class GoogleSheet {
	/** Also the first one, with the headings. */
	rows: string[][] = [];

	readonly listener: RequestListener = signedIn(GOOGLE_TOKEN, (asked) => this.answer(asked));

	/** @param title of the sheet */
	constructor(private readonly title: string) {}

	/** @returns all rows but the first, by their headings */
	get records(): Array<Record<string, string>> {
		const [headings = [], ...rows] = this.rows;
		return rows.map((row) =>
			Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? ''])),
		);
	}

	private answer(asked: Asked): Answer {
		const { method, path } = asked;
		const range = /\/values\/([^:]+(?::[^:]+)?)$/.exec(path)?.[1];
		if (/^\/v4\/spreadsheets\/[^/:]+$/.test(path)) {
			return { body: { sheets: [{ properties: { sheetId: 7, title: this.title } }] } };
		}
		if (path.endsWith('/values:batchUpdate')) {
			const { data } = jsonOf<{ data: Array<{ range: string; values: string[][] }> }>(asked);
			for (const { range: where, values } of data) this.write(where, values);
			return { body: {} };
		}
		if (path.endsWith(':batchUpdate')) return { body: { replies: [] } };
		if (range === undefined) return { status: 404 };
		if (method === 'GET') return { body: { range, values: this.rows } };
		this.write(range, jsonOf<{ values: string[][] }>(asked).values);
		return { body: {} };
	}

	/** @param range such as Videos!A2:E2, or Videos!3:3 */
	private write(range: string, values: string[][]): void {
		const [, column = 'A', row] = /!([A-Z]?)(\d+)/.exec(range) ?? [];
		if (row === undefined) throw new Error(`The range ${range} is not known here`);
		for (const [offset, cells] of values.entries()) {
			const target = (this.rows[Number(row) - 1 + offset] ??= []);
			const first = (column || 'A').charCodeAt(0) - 'A'.charCodeAt(0);
			cells.forEach((cell, index) => (target[first + index] = String(cell ?? '')));
		}
	}
}
