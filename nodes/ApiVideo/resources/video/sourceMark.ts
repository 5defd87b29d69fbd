import { createHash } from 'node:crypto';

/** What api.video makes a video of by itself. */
export type FetchedSource =
	/** A file on the web, by its address. */
	| {
			readonly kind: 'url';
			readonly address: string;
			/** Whether the same file has another address each time. */
			readonly isTemporary?: boolean;
	  }
	/** Another video of the account. */
	| { readonly kind: 'video'; readonly videoId: string };

/** The source, and whoever made the video, with a hyphen between them. */
const MARK = /^((?:url-[\da-f]{64})|(?:video-[\w-]+))-([\da-z]+)$/;

/** What a video remembers of the source that api.video fetches. */
export interface SourceMark {
	/** The same for the same source; see {@link writeSource}. */
	readonly source: string;
	/** Tells the videos that one step has made from those that others make with the same key. */
	readonly maker: string;
}

/**
 * Tells sources apart. The query of an address does not count: it holds signatures, which change, and secrets,
 * which must not be kept; nor do user name and password.
 *
 * @returns `video-` and the ID of the video, or `url-` and the SHA-256 of scheme, host, port, and path
 */
export function writeSource(source: FetchedSource): string {
	if (source.kind === 'video') return `video-${source.videoId}`;
	const { protocol, host, pathname } = new URL(source.address);
	const hash = createHash('sha256').update(`${protocol}//${host}${pathname}`).digest('hex');
	return `url-${hash}`;
}

/** @returns whether a video that was made of a source may be the one that is wanted */
export function isSameSource(mark: SourceMark | undefined, wanted: FetchedSource): boolean {
	if (mark?.source === writeSource(wanted)) return true;
	return wanted.kind === 'url' && wanted.isTemporary === true && isAddress(mark);
}

/** @returns whether a video was made of a file on the web */
export function isAddress(mark: SourceMark | undefined): boolean {
	return mark?.source.startsWith('url-') === true;
}

/** @returns the text that {@link readSourceMark} reads */
export function writeSourceMark({ source, maker }: SourceMark): string {
	return `${source}-${maker}`;
}

/** @returns undefined where the text is none of {@link writeSourceMark} */
export function readSourceMark(text: string | undefined): SourceMark | undefined {
	const [, source, maker] = MARK.exec(text ?? '') ?? [];
	return source === undefined ? undefined : { source, maker };
}
