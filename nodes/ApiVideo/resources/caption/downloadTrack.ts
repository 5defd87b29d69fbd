import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { exchangeBounded, tooLong } from '../../api/boundedExchange';
import { cancelled } from '../../api/exchange';
import { explain } from '../../api/explain';
import { originOf } from '../../api/origins';
import { Trouble } from '../../api/trouble';
import { untilAborted } from '../../api/untilAborted';
import { SMALL_BYTES } from '../../n8n/smallFile';
import { readSwitch } from '../../values/switch';
import { FileOutput, type OperationContext } from '../operation';
import { fieldsOf, optionsOf } from '../shared/collections';
import type { Track } from './textTrack';

const FIELD = 'data';
const TIMEOUT_MS = 60_000;

const WITHOUT =
	'Without Download File under Options the step puts out the address only that api.video names.';

/** The option that brings the file along. */
export const downloadOptions = optionsOf([
	{
		displayName: 'Download File',
		name: 'downloadFile',
		type: 'boolean',
		default: true,
		description: `Whether to put the WebVTT file itself into the binary field "${FIELD}" of the output`,
	},
]);

/**
 * Asks for a file, and brings it along where {@link downloadOptions} want that.
 *
 * @returns what the API says about the file; `src` is its address
 * @throws Trouble when it cannot be downloaded, or the option is neither on nor off
 */
export async function fetchTrack(
	context: OperationContext,
	{ language, path, subject }: Track,
): Promise<IDataObject | FileOutput> {
	const wanted = readSwitch(fieldsOf(context, 'options').downloadFile, 'Download File');
	const track = await context.api.get({ path, subject });
	if (!wanted) return track;
	const content = await download(context, track.src);
	const { n8n, signal } = context;
	// n8n may keep files in a database, on a network drive or in S3, and these may hang.
	const keeping = n8n.helpers.prepareBinaryData(content, `${language}.vtt`, 'text/vtt');
	const file = await untilAborted(keeping, signal).catch(
		async (reason: unknown) => await Promise.reject(signal.aborted ? cancelled() : reason),
	);
	return new FileOutput(track, { [FIELD]: file });
}

/** Without a signature: the address is public, and may be that of somebody else's server. */
async function download({ n8n, signal }: OperationContext, url: unknown): Promise<Buffer> {
	if (typeof url !== 'string' || originOf(url) === undefined) throw noAddress();
	const outcome = await exchangeBounded(
		async (endSignal) =>
			(await n8n.helpers.httpRequest({
				method: 'GET',
				url,
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				timeout: TIMEOUT_MS,
				abortSignal: endSignal,
			})) as IN8nHttpFullResponse,
		signal,
		{
			milliseconds: TIMEOUT_MS,
			bytes: SMALL_BYTES,
			read: (bytes) => bytes,
			ifLonger: () => tooLong(SMALL_BYTES, url, WITHOUT),
			url,
		},
	);
	// An address of a private video has a token in it.
	if (outcome.kind === 'noAnswer') throw explain(outcome, { secrets: [url], rerunnable: true });
	const { status, body } = outcome;
	if (status >= 200 && status < 300) return Buffer.from(body as Uint8Array);
	throw new Trouble(
		`The WebVTT file could not be downloaded from api.video (HTTP ${status})`,
		`A file that was uploaded just now may take a moment until it can be downloaded: run the step again. ${WITHOUT}`,
		status,
	);
}

function noAddress(): Trouble {
	return new Trouble(
		'api.video names no web address for the WebVTT file, so that it cannot be downloaded',
		WITHOUT,
	);
}
