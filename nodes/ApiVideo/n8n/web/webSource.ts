import type { IExecuteFunctions } from 'n8n-workflow';
import { FILE_SERVER_PICKER } from '../../api/credentialTypes';
import { cancelled } from '../../api/exchange';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import {
	askSteadily,
	KIB,
	type AnySource,
	type Clock,
	type SourceWithoutLength,
	type Steadying,
	type UploadSource,
} from '../../upload';
import { discard } from '../discard';
import { shortenName } from '../fileName';
import { Unreadable, whatWasSaid } from '../unreadable';
import { FileServer } from './fileServer';
import { fileWithoutLength } from './fileWithoutLength';
import { probe, type Probed, type ProbedWithoutLength } from './probe';
import { rangesOf } from './ranges';
import { LOOK_AT_SERVER, serverAt } from './serverWords';
import type { ServerSignIn } from './serverSignIn';
import { readWebAddress, WEB_ADDRESS } from './webAddress';
import { wholeFile } from './wholeFile';

/** How often in a row a reading that breaks is begun again without progress in between. */
const AGAIN_MOST = 6;

/** What is progress, in bytes: who hands out a byte for each request would keep a step for years. */
const PROGRESS_BYTES = 64 * KIB;

/** How a file on the web is read. */
export interface HowToRead {
	readonly clock: Clock;
	/** Ends the first request at once; later ones have signals of their own. */
	readonly signal: AbortSignal;
	/** Absent: no request is signed. */
	readonly signIn?: ServerSignIn;
	/** What the file is to be called; absent or blank: as the file server says, or its address. */
	readonly fileName?: string;
}

/**
 * Asks a file server for the beginning of a file, and makes a source of it. Where the server hands out parts of
 * the file, several are read at the same time, and a reading that breaks off goes on by itself, as n8n's log tells;
 * else the file is read from its start. One whose length it does not tell must mark its end.
 *
 * @param address of the file, http or https
 * @throws Trouble when the address is none, the credential is for another host (before any request is made), the
 *   file server does not hand out the file, the file is empty or larger than 30 GiB, or the signal is aborted
 */
export async function webSource(
	context: IExecuteFunctions,
	address: string,
	{ clock, signal, signIn, fileName }: HowToRead,
): Promise<AnySource> {
	const url = readWebAddress(address);
	if (signIn && !signIn.isFor(url)) throw notFor(url);
	const server = new FileServer(context, clock, url, signIn);
	const how = (what: string): Steadying => ({
		clock,
		mayPass: (reason) => reason instanceof Unreadable && reason.passes,
		onBreak: (reason, at) =>
			context.logger.info(
				`api.video: reading ${what} broke off at byte ${at}, and goes on there: ${whatWasSaid(reason as Error)}`,
			),
	});
	const ask = async () => await probe(server, signal);
	const probed = await askSteadily(ask, signal, how(`a file from the ${serverAt(url)}`)).catch(
		async (reason: unknown) => await Promise.reject(inWords(reason, signal)),
	);
	const name = fileName?.trim() ? shortenName(fileName.trim()) : probed.name;
	const reading = {
		...how(`the file ${quote(name)}`),
		againMost: AGAIN_MOST,
		progressBytes: PROGRESS_BYTES,
	};
	const { type, version } = probed;
	const common = { name, type, version, ifUnreadable: LOOK_AT_SERVER, discard };
	return { ...common, ...contentOf(server, probed, reading) };
}

/** What of a source depends on how the file can be read. */
type Content = Pick<UploadSource, 'size' | 'ranges' | 'open'>;

function contentOf(
	server: FileServer,
	probed: Probed | ProbedWithoutLength,
	how: Steadying,
): Content | Pick<SourceWithoutLength, 'size' | 'beginning' | 'open'> {
	if (probed.size === undefined) {
		const { beginning } = probed;
		return { beginning, open: (signal) => fileWithoutLength(server, probed, signal, how) };
	}
	const { size } = probed;
	if (!probed.hasRanges) {
		return { size, open: (from, signal) => wholeFile(server, probed, from, signal, how) };
	}
	const ranges = rangesOf(server, probed, how);
	return {
		size,
		ranges,
		open: (from, signal) => ranges.read({ from, to: size - 1 }, signal),
	};
}

function notFor({ origin }: URL): Trouble {
	return new Trouble(
		`The credential under ${FILE_SERVER_PICKER} is not for the file server at ${origin}`,
		`Choose the credential that was entered for this host, or check ${WEB_ADDRESS}. Nothing was asked of the file server: a credential goes to the host in its field Host, its port included, and to nobody else.`,
	);
}

/** Nothing has been sent yet. */
function inWords(reason: unknown, signal: AbortSignal): unknown {
	if (signal.aborted) return cancelled();
	if (!(reason instanceof Unreadable)) return reason;
	const { message, advice, passes } = reason;
	const trouble = new Trouble(message, advice, undefined, undefined, passes ? {} : undefined);
	return Object.assign(trouble, { cause: reason });
}
