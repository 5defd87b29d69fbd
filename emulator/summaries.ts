import { summaryExists } from './conflicts';
import { randomText } from './identifiers';
import type { State } from './state';
import type { Video } from './video';
import { webhooksOf } from './webhooks';

/** A summary of a video. Times in milliseconds. */
export interface Summary {
	summaryId: string;
	videoId: string;
	/** `api`: nothing is written by the service. */
	origin: 'auto' | 'api';
	createdAt: number;
	updatedAt: number;
	/** What was written; undefined: nothing yet, or nothing that could be. */
	source: Record<string, unknown> | undefined;
	/** Until then `source` is being written. */
	readyAt: number;
}

/** The elements of a summary. Source: summary-creation-payload. */
export const summaryAttributes = ['abstract', 'takeaways'];

/** Source: the parameters of `GET /summaries`. */
export const summaryOrigins = ['auto', 'api'];
export const summaryStatuses = ['missing', 'waiting', 'failed', 'completed', 'unprocessable'];

/** The one summary of a video. */
export function summaryOf({ summaries }: State, videoId: string): Summary | undefined {
	return [...summaries.values()].find((summary) => summary.videoId === videoId);
}

/** The `sourceStatus`. What nobody speaks in has no words to be summed up: unprocessable. */
export function summaryStatus({ settings }: State, { source, origin, readyAt }: Summary): string {
	if (origin === 'auto' && settings.now() < readyAt) return 'waiting';
	if (source) return 'completed';
	return origin === 'auto' ? 'unprocessable' : 'missing';
}

/**
 * Makes the summary of a video. With `wanted`, its elements, it is written by the service, which takes as long as
 * encoding a video does and is told in the end. `name`: the attribute that the problem names. Throws
 * summary-already-exists.
 */
export function createSummary(
	state: State,
	{ videoId, attributes }: Video,
	wanted: readonly string[] | undefined,
	name: string,
): Summary {
	if (summaryOf(state, videoId)) throw summaryExists(name);
	const { settings, summaries } = state;
	const now = settings.now();
	const isSpoken = (attributes.language ?? settings.spokenLanguage) !== null;
	const summary: Summary = {
		summaryId: `summary_${randomText(22)}`,
		videoId,
		origin: wanted ? 'auto' : 'api',
		createdAt: now,
		updatedAt: now,
		source: wanted && isSpoken ? written(attributes.title, wanted) : undefined,
		readyAt: now + settings.encodingSeconds * 1000,
	};
	const { summaryId } = summary;
	summaries.set(summaryId, summary);
	if (wanted && isSpoken) {
		webhooksOf(state).later(settings.encodingSeconds * 1000, async () => {
			if (!summaries.has(summaryId)) return;
			await webhooksOf(state).emit({ type: 'video.summary.generated', videoId, summaryId });
		});
	}
	return summary;
}

function written(title: string, wanted: readonly string[]): Record<string, unknown> {
	const all: Record<string, unknown> = {
		abstract: `The video is called ${title}.`,
		takeaways: ['It has a title.', 'The emulator did not watch it.', 'It is a video.'],
	};
	return Object.fromEntries(wanted.map((name) => [name, all[name]]));
}
