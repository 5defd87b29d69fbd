import { logUnreadable } from '../../n8n/unreadable';
import {
	type AnySource,
	upload,
	type Progress,
	type Uploaded,
	type UploadOptions,
	type UploadTransport,
} from '../../upload';
import type { OperationContext } from '../operation';
import { clearUp } from './clearUp';
import { ChunkSize } from './chunkSize';
import type { OpenContainer } from './container';
import { explainCancelled, explainStopped } from './explainStopped';
import { whileSending } from './sentHere';
import { uploadShared } from './sharedUpload';
import type { ReadOptions } from './uploadOptions';
import { howMuch, type Remains } from './whatIsLeft';

/** Where a file goes, and how. */
export interface Route {
	readonly transport: UploadTransport;
	/** Whose rate limit counts. */
	readonly account: string;
	/** The delegated token that the file is sent with, if any: it must not show up in a message. */
	readonly token?: string;
	/** Undefined where the service is to make the video. */
	readonly container?: OpenContainer;
}

/**
 * Sends a file, and clears up behind an upload that has stopped.
 *
 * @throws Trouble that says what happened, what has arrived where, and how to go on
 */
export async function send(
	context: OperationContext,
	source: AnySource,
	options: ReadOptions,
	route: Route,
): Promise<Uploaded> {
	const { n8n, execution, signal } = context;
	const { transport, token, container } = route;
	const { made = false, shared = false } = container ?? {};
	const chunkSize = new ChunkSize(options.chunkBytes, container);
	let latest: Readonly<Progress> | undefined;
	const how: UploadOptions = {
		videoId: container?.videoId,
		// A video that another execution made with the same key a moment ago may be just as unknown to parts of the
		// service.
		fresh: made || (shared && container?.received.length === 0),
		received: container?.received,
		chunkBytes: options.chunkBytes,
		gridBytes: chunkSize.gridBytes,
		signal,
		onArrived: (range) => chunkSize.count(range, latest?.totalBytes),
		onProgress: (progress) => {
			latest = progress;
			n8n.logger.debug(line(progress));
		},
	};
	try {
		const share = execution.share(route.account);
		const alone = async () => await upload(source, transport, share, how);
		const sendsWithOthers = source.size !== undefined && container?.shared;
		const uploaded = sendsWithOthers
			? await uploadShared(context, source, transport, share, container, how)
			: container
				? await whileSending(share.lane, container.videoId, alone)
				: await alone();
		execution.remember(source.name, uploaded, shared);
		const whyNot = chunkSize.whyNotExact(share.memory.totalBytes);
		if (whyNot !== undefined) execution.note(whyNot);
		return uploaded;
	} catch (error) {
		logUnreadable(n8n.logger, error);
		const remains = latest && {
			...(await leftOf(context, options, container, latest)),
			keyed: shared,
			made,
			withoutLength: source.size === undefined,
		};
		// Cancelling may show up first as a file that cannot be read any more.
		if (signal.aborted) {
			const stopped = explainCancelled(source.name, remains);
			// n8n does not show the message of a step that was stopped, so it goes into the log.
			n8n.logger.info(`api.video: ${stopped.message}. ${stopped.advice}`);
			throw stopped;
		}
		const cannotBeShorter = chunkSize.isLeast(source.size);
		const secrets = token === undefined ? [] : [token];
		const sent = { secrets, withToken: token !== undefined, cannotBeShorter };
		const { name, ifUnreadable } = source;
		const explained = remains ? explainStopped(error, name, remains, sent, ifUnreadable) : error;
		throw chunkSize.explainTooLong(explained);
	}
}

async function leftOf(
	context: OperationContext,
	options: ReadOptions,
	container: OpenContainer | undefined,
	progress: Readonly<Progress>,
): Promise<Pick<Remains, 'progress' | 'leftOver' | 'seenBegun'>> {
	const { arrivedBytes, ...left } = await clearUp(context, options, container, progress);
	return { ...left, progress: { ...progress, arrivedBytes } };
}

function line(progress: Readonly<Progress>): string {
	const { videoId, requests, retries } = progress;
	const where = videoId === undefined ? '' : ` in ${videoId}`;
	return `api.video: ${howMuch(progress)} have arrived${where} (${requests} requests, ${retries} sent again)`;
}
