import type { INodeProperties } from 'n8n-workflow';

/** The order of a list; goes to the API as `sortOrder`. */
export const sortOrderField: INodeProperties = {
	displayName: 'Sort Order',
	name: 'sortOrder',
	type: 'options',
	options: [
		{ name: 'Ascending', value: 'asc' },
		{ name: 'Descending', value: 'desc' },
	],
	default: 'desc',
};

/** By what lists of videos can be sorted. */
export const videoSortByField: INodeProperties = {
	displayName: 'Sort By',
	name: 'sortBy',
	type: 'options',
	options: [
		{ name: 'Created At', value: 'createdAt' },
		{ name: 'Published At', value: 'publishedAt' },
		{ name: 'Title', value: 'title' },
		{ name: 'Updated At', value: 'updatedAt' },
	],
	default: 'createdAt',
};
