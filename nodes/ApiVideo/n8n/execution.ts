import type { IExecuteFunctions } from 'n8n-workflow';
import { createLine, MIB, type Clock, type Line, type LineOptions, type Uploaded } from '../upload';
import { createClock } from './clock';
import { Signature } from './signature';

/** What `possibleCopy` of an upload's progress means, in words. */
export const POSSIBLE_COPY =
	'The answer to the first request of an upload was lost, so it was sent again. api.video may hold a second or unfinished copy of the video.';

/** What `unconfirmed` of an upload's progress means, in words. */
const UNCONFIRMED =
	'A part of an upload was refused as already sent after its answer was lost, so it counts as arrived. With a delegated token alone nobody can ask api.video whether all of it is there: check that the video plays to its end.';

/** How many videos a message names. */
const NAMED = 20;

/** What the items of one execution of the node share. */
export class Execution {
	readonly clock: Clock;
	/** Aborted when the execution is cancelled. */
	readonly signal: AbortSignal;
	readonly signature: Signature;
	private sharedLine?: Line;
	private readonly uploads: Uploaded[] = [];
	private readonly withKey: Uploaded[] = [];
	private readonly notes = new Set<string>();
	private made = 0;

	constructor(private readonly n8n: IExecuteFunctions) {
		const cancel = n8n.getExecutionCancelSignal();
		this.clock = createClock(cancel);
		this.signal = cancel ?? new AbortController().signal;
		this.signature = new Signature(n8n, this.clock);
	}

	/** @param options count the first time only: there is one line, for all items */
	line(options: LineOptions): Line {
		return (this.sharedLine ??= createLine(this.clock, options));
	}

	/**
	 * Keeps a finished upload for {@link tellWhatHappened} and {@link tellWhatIsDone}.
	 *
	 * @param keyed whether an idempotency key stands for its video
	 */
	remember(uploaded: Uploaded, keyed: boolean): void {
		this.uploads.push(uploaded);
		if (keyed) this.withKey.push(uploaded);
	}

	/** Counts an item of which something new was made, other than by an upload. */
	count(): void {
		this.made++;
	}

	/** Keeps a sentence for {@link tellWhatHappened}. */
	note(sentence: string): void {
		this.notes.add(sentence);
	}

	/** Shows below the output what was uploaded, and what the user should know about it. */
	tellWhatHappened(): void {
		for (const message of this.notes) this.hint(message);
		if (this.uploads.length === 0) return;
		this.hint(summary(this.uploads));
		if (this.uploads.some(({ progress }) => progress.possibleCopy)) {
			this.hint(POSSIBLE_COPY, 'warning');
		}
		if (this.uploads.some(({ progress }) => progress.unconfirmed))
			this.hint(UNCONFIRMED, 'warning');
	}

	/**
	 * What a step that ends in the middle has made already: its output is lost, and the next run would make
	 * it again.
	 *
	 * @param items how many the step has
	 * @returns sentences for the message; empty where nothing was made
	 */
	tellWhatIsDone(items: number): string {
		if (this.made > 0) {
			return `${this.made} of ${items} items had been done. Running the step again does them once more: leave them out then, or delete what they made.`;
		}
		const { length } = this.uploads;
		if (length === 0) return '';
		const ids = this.uploads.map(({ video }) => video.videoId);
		this.n8n.logger.info(`api.video: uploaded before the step ended: ${ids.join(', ')}`);
		const more = length > NAMED ? ` and ${length - NAMED} more, which n8n's log names` : '';
		const which = `${length} of ${items} files had been uploaded: ${ids.slice(0, NAMED).join(', ')}${more}.`;
		return this.withKey.length === length
			? `${which} As they have an Idempotency Key, running the step again does not upload them again.`
			: `${which} Running the step again uploads them a second time; an Idempotency Key for each item (under Options) prevents that.`;
	}

	private hint(message: string, type?: 'warning'): void {
		this.n8n.addExecutionHints({ location: 'outputPane', type, message });
	}
}

function summary(uploads: readonly Uploaded[]): string {
	const sum = (of: (uploaded: Uploaded) => number) =>
		uploads.reduce((total, uploaded) => total + of(uploaded), 0);
	const sent = sum(({ progress }) => progress.arrivedBytes - progress.resumedBytes) / MIB;
	const resumed = sum(({ progress }) => progress.resumedBytes) / MIB;
	const requests = sum(({ progress }) => progress.requests);
	const retries = sum(({ progress }) => progress.retries);
	const files = uploads.length === 1 ? '1 file' : `${uploads.length} files`;
	const again = retries > 0 ? `, ${retries} sent again` : '';
	const before = resumed > 0 ? `; ${resumed.toFixed(1)} MiB had arrived before` : '';
	const counted = requests === 1 ? '1 request' : `${requests} requests`;
	return `Uploaded ${files}: ${sent.toFixed(1)} MiB in ${counted}${again}${before}`;
}
