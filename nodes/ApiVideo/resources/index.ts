import type { Operation, Resource } from './operation';
import type { ListSearch } from './shared/listSearch';
import { analytics } from './analytics';
import { caption } from './caption';
import { chapter } from './chapter';
import { delegatedToken } from './delegatedToken';
import { liveStream } from './liveStream';
import { playerTheme } from './playerTheme';
import { summary } from './summary';
import { tag } from './tag';
import { video } from './video';
import { watermark } from './watermark';
import { webhook } from './webhook';

/**
 * A new resource is one new folder and one line here. n8n's panel shows them in this order: first what most
 * people come for, then the alphabet.
 */
export const resources: readonly Resource[] = [
	video,
	delegatedToken,
	analytics,
	caption,
	chapter,
	liveStream,
	playerTheme,
	summary,
	tag,
	watermark,
	webhook,
];

/** @returns the operation that a node's parameters name, undefined when there is none */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}

/**
 * @returns what fills the From List modes of all resources, by the name that n8n calls it
 * @throws Error when two resources have one of the same name
 */
export function listSearchOf(from: readonly Resource[]): Record<string, ListSearch> {
	const all: Record<string, ListSearch> = {};
	for (const { value, listSearch = {} } of from) {
		for (const [name, search] of Object.entries(listSearch)) {
			if (Object.hasOwn(all, name)) throw new Error(`${value} has a second ${name}`);
			all[name] = search;
		}
	}
	return all;
}
