import type { IExecuteFunctions } from 'n8n-workflow';
import { Api } from '../api/api';
import {
	Party,
	type Clock,
	type Lines,
	type Member,
	type PartyOptions,
	type Share,
	type Uploaded,
} from '../upload';
import { createClock } from './clock';
import { processLines } from './lines';
import { Signer } from './signer';
import { asHtml, foundHint, uploadedHint, type NamedUpload, type NamedVideo } from './uploadHint';

/** What `possibleCopy` of an upload's progress means, in words. */
export const POSSIBLE_COPY =
	'The answer to the first request of an upload was lost, so it was sent again. api.video may hold a second or unfinished copy of the video.';

/** What `unconfirmed` of an upload's progress means, in words. */
const UNCONFIRMED =
	'A part of an upload was refused as already sent after its answer was lost, so it counts as arrived. With a delegated token alone nobody can ask api.video whether all of it is there: check that the video plays to its end.';

/** How many videos a message names. */
const NAMED = 20;

interface RememberedUpload extends NamedUpload {
	readonly video: Uploaded['video'];
	readonly keyed: boolean;
}

/** What the items of one execution of the node share. */
export class Execution {
	/** Aborted when the execution is cancelled. */
	readonly signal: AbortSignal;
	readonly api: Api;
	readonly signer: Signer;
	/** What it is among all executions of the process. */
	private readonly party = new Party();
	private options?: PartyOptions;
	private member?: Member;
	private readonly uploads: RememberedUpload[] = [];
	private readonly found: NamedVideo[] = [];
	private readonly notes = new Set<string>();
	private made = 0;

	constructor(
		private readonly n8n: IExecuteFunctions,
		readonly clock: Clock = createClock(),
		private readonly lines: Lines = processLines,
	) {
		const cancel = n8n.getExecutionCancelSignal();
		this.signal = cancel ?? new AbortController().signal;
		const { signal, party } = this;
		this.signer = new Signer(n8n, clock, signal);
		this.api = new Api({ n8n, clock, signal, lines, party, signer: this.signer });
	}

	/** @param options for all items; they count the first time only */
	ask(options: PartyOptions): void {
		if (this.options !== undefined) return;
		this.options = options;
		this.party.ask(options);
	}

	/** @returns what the uploads of this execution to an account use */
	share(account: string): Share {
		this.member ??= this.lines.enter(this.party);
		return this.member.share(account);
	}

	/** Gives back what it has of the process. To be called at its end, whatever happened. */
	end(): void {
		this.member?.leave();
	}

	/**
	 * Keeps a finished upload for {@link tellWhatHappened} and {@link tellWhatIsDone}.
	 *
	 * @param name of the file
	 * @param keyed whether an idempotency key stands for its video
	 */
	remember(name: string, { video, progress }: Uploaded, keyed: boolean): void {
		this.uploads.push({ name, video, progress, keyed });
	}

	/** Keeps a video that an idempotency key has found, so that nothing was sent. */
	rememberFound(name: string, video: object): void {
		this.found.push({ name, video });
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
		for (const message of this.notes) this.hint(asHtml(message));
		if (this.found.length > 0) this.hint(foundHint(this.found));
		if (this.uploads.length === 0) return;
		this.hint(uploadedHint(this.uploads));
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
		return this.uploads.every(({ keyed }) => keyed)
			? `${which} As they have a key in Only Once, running the step again does not upload them again.`
			: `${which} Running the step again uploads them a second time; a key for each item in Only Once (under Options) prevents that.`;
	}

	/** @param message in HTML, as n8n takes it */
	private hint(message: string, type?: 'warning'): void {
		this.n8n.addExecutionHints({ location: 'outputPane', type, message });
	}
}
