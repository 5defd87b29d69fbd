import type { IExecuteFunctions } from 'n8n-workflow';
import { createLine, MIB, type Clock, type Line, type LineOptions, type Uploaded } from '../upload';
import { createClock } from './clock';
import { Signature } from './signature';

/** What `possibleCopy` of an upload's progress means, in words. */
export const POSSIBLE_COPY =
	'The answer to the first request of an upload was lost, so it was sent again. api.video may hold a second or unfinished copy of the video.';

/** What the items of one execution of the node share. */
export class Execution {
	readonly clock: Clock;
	readonly signature: Signature;
	private sharedLine?: Line;
	private readonly uploads: Uploaded[] = [];

	constructor(private readonly n8n: IExecuteFunctions) {
		this.clock = createClock(n8n.getExecutionCancelSignal());
		this.signature = new Signature(n8n, this.clock);
	}

	/** @param options count the first time only: there is one line, for all items */
	line(options: LineOptions): Line {
		return (this.sharedLine ??= createLine(this.clock, options));
	}

	/** Keeps a finished upload for {@link tellWhatHappened}. */
	remember(uploaded: Uploaded): void {
		this.uploads.push(uploaded);
	}

	/** Shows below the output what was uploaded, and what the user should know about it. */
	tellWhatHappened(): void {
		if (this.uploads.length === 0) return;
		this.n8n.addExecutionHints({ location: 'outputPane', message: summary(this.uploads) });
		if (this.uploads.some(({ progress }) => progress.possibleCopy)) {
			this.n8n.addExecutionHints({
				location: 'outputPane',
				type: 'warning',
				message: POSSIBLE_COPY,
			});
		}
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
