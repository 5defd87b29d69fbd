import { Remembered } from './remembered';
import type { Video } from './video';

/** Captions or chapters of a video in one language. */
export interface Track {
	language: string;
	content: Buffer;
	isDefault: boolean;
}

/** The captions, or the chapters, of all videos. They go with their video. */
export class TextTracks {
	private readonly kept = new WeakMap<Video, Remembered<Track>>();

	/** `elapsed`: milliseconds that do not jump. */
	constructor(private readonly elapsed: () => number) {}

	/** By language. */
	of(video: Video): Remembered<Track> {
		const all = this.kept.get(video) ?? new Remembered<Track>(this.elapsed);
		this.kept.set(video, all);
		return all;
	}
}
