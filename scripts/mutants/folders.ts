/** The folders of nodes/ApiVideo that are mutated, and the tests of each: folders or files below test/. */
export const MUTATED = {
	api: ['unit/api', 'unit/n8n/signer'],
	n8n: [
		'unit/n8n',
		'unit/resources/upload',
		'unit/resources/uploadFromWeb',
		...['breaks', 'changes', 'hosts', 'refusals', 'uploadFromWeb', 'withoutLength'].map(
			(name) => `integration/web/${name}`,
		),
	],
	trigger: ['unit/trigger'],
	upload: ['unit/upload', 'unit/cancel'],
	values: ['unit/values', 'unit/resources/tagsAndMetadata'],
} as const;

/** Whole crowds of uploads: a minute and more for each change, which shorter tests should notice as well. */
export const TOO_LONG = ['unit/upload/crowds*', 'unit/upload/schedules', 'unit/upload/twoLines'];

export type Folder = keyof typeof MUTATED;

export const FOLDERS = Object.keys(MUTATED) as Folder[];

export const isFolder = (name: string): name is Folder => name in MUTATED;

/** @returns the folder that a file is in; undefined for a file of none of them */
export const folderOf = (path: string): Folder | undefined =>
	FOLDERS.find((folder) => path.startsWith(`nodes/ApiVideo/${folder}/`));
