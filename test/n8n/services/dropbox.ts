import { service, signedIn, jsonOf, type Answer, type Asked } from './http';

/** The access token that Dropbox takes. */
export const DROPBOX_TOKEN = 'access-token-of-dropbox';

/** What stands for a file in the list of a folder. */
interface Entry {
	'.tag': 'file' | 'folder';
	id: string;
	name: string;
}

/** Dropbox, version 2: lists a folder and gives out temporary links, another one each time. */
export class Dropbox {
	/** What is in the one folder. */
	readonly entries: Entry[] = [];

	/** IDs of files to which no link is given. */
	readonly restricted = new Set<string>();

	/** All links that were given out. */
	readonly links: string[] = [];

	readonly listener = signedIn(DROPBOX_TOKEN, (asked) => this.answer(asked));

	/** @param folder its path */
	constructor(private readonly folder: string) {}

	reset(): void {
		this.entries.length = 0;
		this.links.length = 0;
		this.restricted.clear();
	}

	private answer(asked: Asked): Answer {
		switch (asked.path) {
			case '/2/users/get_current_account':
				return { body: { root_info: { '.tag': 'user', root_namespace_id: '1' } } };
			case '/2/files/list_folder':
				return this.list(jsonOf<{ path: string }>(asked).path);
			case '/2/files/get_temporary_link':
				return this.link(jsonOf<{ path: string }>(asked).path);
			default:
				return { status: 404 };
		}
	}

	private list(path: string): Answer {
		if (path !== this.folder) return notFound(path);
		const entries = this.entries.map((entry) => ({
			...entry,
			path_lower: `${path}/${entry.name}`.toLowerCase(),
			path_display: `${path}/${entry.name}`,
		}));
		return { body: { entries, cursor: 'end', has_more: false } };
	}

	private link(path: string): Answer {
		const entry = this.entries.find(({ id }) => id === path);
		if (!entry) return notFound(path);
		if (this.restricted.has(entry.id)) {
			return { status: 409, body: { error_summary: 'unsupported_file/' } };
		}
		const link = `https://uc${this.links.length}.dl.dropboxusercontent.com/cd/0/get/${this.links.length}/file`;
		this.links.push(link);
		return { body: { link, metadata: { id: entry.id, name: entry.name } } };
	}
}

function notFound(path: string): Answer {
	return { status: 409, body: { error_summary: `path/not_found/ ${path}` } };
}

/** What came to a webhook of a chat. */
export class Chat {
	readonly texts: string[] = [];

	readonly listener = service((asked) => {
		this.texts.push(jsonOf<{ text: string }>(asked).text);
		return { type: 'text/plain', body: 'ok' };
	});
}
