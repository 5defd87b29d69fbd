import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../upload';

const KEPT = [
	'videoId',
	'title',
	'description',
	'createdAt',
	'deletesAt',
	'public',
	'tags',
	'metadata',
] as const;

/** @returns of a video what most workflows need: ten fields; a discarded one also says when it will be gone */
export function simplifyVideo(video: IDataObject): IDataObject {
	const assets = isRecord(video.assets) ? (video.assets as IDataObject) : {};
	const all: IDataObject = {
		...Object.fromEntries(KEPT.map((name) => [name, video[name]])),
		player: assets.player,
		thumbnail: assets.thumbnail,
		mp4: assets.mp4,
	};
	return Object.fromEntries(
		Object.entries(all).filter(([, value]) => value !== undefined && value !== null),
	);
}
