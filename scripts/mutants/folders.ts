/** The folders of nodes/ApiVideo that are mutated, and the tests of each: paths below test/. */
export const MUTATED = {
	api: ['unit/api'],
	n8n: ['unit/n8n'],
	trigger: ['unit/trigger'],
	upload: ['unit/upload', 'unit/cancel'],
	values: ['unit/values'],
} as const;

export type Folder = keyof typeof MUTATED;

export const FOLDERS = Object.keys(MUTATED) as Folder[];

export const isFolder = (name: string): name is Folder => name in MUTATED;
