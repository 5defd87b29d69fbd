import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { BOUNDED_DEFAULTS, exchangeBounded } from '../api/boundedExchange';
import { ORIGIN_HEADERS } from '../api/origin';
import { TimeLimit } from '../api/timeLimit';
import {
	contentRange,
	numberedPart,
	type Clock,
	type Outcome,
	type UploadRequest,
} from '../upload';
import { LazyFile } from './lazyFile';
import { watchForStall } from './stallWatch';

/** Time every request is allowed in any case, in milliseconds: the service may take a while to answer. */
const TIMEOUT_BASE_MS = 300_000;

/** The slowest line, in bytes per second, on which a request still has time to finish: 256 kbit/s. */
const SLOWEST_BYTES_PER_SECOND = 32 * 1024;

/** The request, but for where it goes and who signs it. */
export type Form = Omit<IHttpRequestOptions, 'url'> & { abortSignal: AbortSignal };

/**
 * Sends one upload request as multipart/form-data, the file as `file` behind the other fields.
 *
 * @param fields go in front of the file, where a service that reads the form as it comes needs them
 * @param signal ends the request at once
 * @param send adds address and signature, and calls n8n's helper
 * @throws what reading the file threw, such as SourceError; Trouble when the execution was cancelled
 */
export async function sendForm(
	clock: Clock,
	asked: UploadRequest,
	fields: ReadonlyArray<[string, string]>,
	signal: AbortSignal,
	send: (form: Form) => Promise<IN8nHttpFullResponse>,
): Promise<Outcome> {
	const { body } = asked;
	const request = new TimeLimit(signal);
	const file = new LazyFile(body, request.signal);
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	// Without a third argument: a name there would replace the file by a copy that is empty.
	form.append('file', file);

	let stalled = false;
	const onStall = () => {
		stalled = true;
		request.end();
	};
	void watchForStall(clock, file, onStall, request.signal);
	try {
		const outcome = await exchangeBounded(
			(thisSignal) =>
				send({
					...BOUNDED_DEFAULTS,
					method: 'POST',
					headers: { ...ORIGIN_HEADERS, Accept: 'application/json', ...rangeHeader(asked) },
					// n8n's type knows the form-data package only; its helper takes the platform's as well.
					body: form as unknown as IHttpRequestOptions['body'],
					timeout: TIMEOUT_BASE_MS + (body.size / SLOWEST_BYTES_PER_SECOND) * 1000,
					abortSignal: thisSignal,
				}),
			request.signal,
			// How long it may take is watched above: a slow line has as long as something moves.
			// A success that is too long to be read may have taken the file: it is asked about, as one that is cut.
			{ isCancelled: () => signal.aborted, ifLonger: (answer) => answer, closes: true },
		);
		if (file.readError && !stalled) throw file.readError;
		return stalled ? STALLED : outcome;
	} finally {
		// Ends the watch, and whoever still reads the file.
		request.end();
		file.close();
	}
}

const STALLED: Outcome = {
	kind: 'noAnswer',
	what: 'The connection to the service has stalled',
	permanent: false,
};

function rangeHeader({ range, part }: UploadRequest): Record<string, string> {
	if (part) return { 'Content-Range': numberedPart(part) };
	return range ? { 'Content-Range': contentRange(range) } : {};
}
