import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';
import { statusOfVideo } from '../../api/paths/videos';
import { apiOf } from '../../n8n/apiOf';
import { stateOfFile } from '../../api/readStatus';
import { isRecord } from '../../upload';

/** For how many videos of a page the status is asked: each costs one of the 100 reads a minute of a sandbox. */
const ASKED = 10;

/**
 * Adds to videos of the same title how far they are: of two tries of one file, one is often unfinished. A
 * status that cannot be had is left out, as the list is of use without it.
 */
export async function tellVideosApart(
	n8n: ILoadOptionsFunctions,
	items: readonly INodeListSearchItems[],
	entries: readonly IDataObject[],
): Promise<INodeListSearchItems[]> {
	const times = new Map<unknown, number>();
	for (const { title } of entries) times.set(title, (times.get(title) ?? 0) + 1);
	const alike = items.filter((_item, index) => (times.get(entries[index].title) ?? 0) > 1);
	const asked = new Set(alike.slice(0, ASKED));
	return await Promise.all(
		items.map(async (item) => {
			const state = asked.has(item) ? await stateOf(n8n, String(item.value)) : undefined;
			return state === undefined ? item : { ...item, name: `${item.name}, ${state}` };
		}),
	);
}

async function stateOf(n8n: ILoadOptionsFunctions, videoId: string): Promise<string | undefined> {
	const status = await apiOf(n8n)
		.get(statusOfVideo(videoId))
		.catch(() => undefined);
	if (!status) return undefined;
	const { encoding } = status;
	if (isRecord(encoding) && encoding.playable === true) return 'can be watched';
	const state = stateOfFile(status);
	if (state === 'unknown') return undefined;
	return state === 'complete' ? 'not encoded yet' : 'upload not finished';
}
