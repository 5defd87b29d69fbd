import { quote } from '../quote';
import { below, type Asked } from './asked';
import { segment } from './segment';
import { oneVideo } from './videos';

/** The two kinds of WebVTT files that a video has, one for each language; the word is part of their addresses. */
export type TrackKind = 'captions' | 'chapters';

/** The list of a video's WebVTT files of one kind. */
export function textTracks(videoId: string, kind: TrackKind): Asked {
	return below(oneVideo(videoId), `/${kind}`);
}

/** @param language a BCP 47 code */
export function oneTextTrack(videoId: string, kind: TrackKind, language: string): Asked {
	const { path } = textTracks(videoId, kind);
	return {
		path: `${path}/${segment(language)}`,
		subject: `The file with ${kind} in the language ${quote(language)} of the video ${videoId}`,
	};
}
