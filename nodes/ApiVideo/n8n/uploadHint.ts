import type { Uploaded } from '../upload';
import { readableSize } from './readableSize';

/** A file, and the video that it has become. */
export interface NamedVideo {
	/** Of the file. */
	readonly name: string;
	/** As the service has described it. */
	readonly video: object;
}

/** A file that was uploaded. */
export interface NamedUpload extends NamedVideo, Pick<Uploaded, 'progress'> {}

/** How many files a hint names. */
const NAMED = 5;

/** @returns what was sent, in a sentence of HTML; the files lead to their players */
export function uploadedHint(uploads: readonly NamedUpload[]): string {
	const sum = (of: (upload: NamedUpload) => number) =>
		uploads.reduce((total, upload) => total + of(upload), 0);
	const sent = sum(({ progress }) => progress.arrivedBytes - progress.resumedBytes);
	const resumed = sum(({ progress }) => progress.resumedBytes);
	const requests = sum(({ progress }) => progress.requests);
	const retries = sum(({ progress }) => progress.retries);
	const size = readableSize(sum(({ progress }) => progress.totalBytes));
	const names = named(uploads);
	const [what, list] =
		uploads.length === 1 ? [names, ''] : [`${uploads.length} files`, `: ${names}`];
	if (requests === 0) return `All of ${what} (${size}) had arrived before: nothing was sent${list}`;
	const before = resumed > 0 ? `; ${readableSize(resumed)} had arrived before` : '';
	const again = retries > 0 ? `, ${retries} of them once more` : '';
	const counted = requests === 1 ? '1 request' : `${requests} requests`;
	return `Uploaded ${what} (${size}): sent ${readableSize(sent)} in ${counted}${again}${before}${list}`;
}

/** @returns what to say of files whose video an idempotency key has found, in a sentence of HTML */
export function foundHint(found: readonly NamedVideo[]): string {
	return found.length === 1
		? `This key was used before: nothing was sent. The output is the video of ${named(found)}`
		: `The keys of ${found.length} files were used before: nothing was sent for them. The output has their videos: ${named(found)}`;
}

/** @returns a text that n8n shows as it is, though it takes hints for HTML */
export function asHtml(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
}

function named(videos: readonly NamedVideo[]): string {
	const names = videos.slice(0, NAMED).map(linked);
	return videos.length > NAMED
		? `${names.join(', ')} and ${videos.length - NAMED} more`
		: names.join(', ');
}

function linked({ name, video }: NamedVideo): string {
	const { player } = (video as { assets?: { player?: unknown } }).assets ?? {};
	if (typeof player !== 'string' || !/^https?:\/\//.test(player)) return asHtml(name);
	return `<a href="${asHtml(player)}" target="_blank">${asHtml(name)}</a>`;
}
