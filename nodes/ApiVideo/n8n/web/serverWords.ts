import { SIGN_IN_TO_PROXY } from '../../api/advice';
import { FILE_SERVER_PICKER } from '../../api/credentialTypes';
import { GIB, mayPass, VIDEO_MAX_BYTES, type NoAnswer } from '../../upload';
import { Unreadable } from '../unreadable';
import { SIGN_IN, WEB_ADDRESS } from './webAddress';

/** What to do where only all of a file at once can be had, or not even that. */
export const DOWNLOAD_FIRST =
	'Download the file in a step before, such as an HTTP Request node whose Response Format is File, and upload it with File From set to Binary Field.';

const LOOK_AT_ADDRESS = `Check ${WEB_ADDRESS}: in a browser that is not signed in, it should download the file itself.`;
const LATER = 'Run the step again later.';
const NEW_LINK = `A signed link may have run out: get a new one and enter it in ${WEB_ADDRESS}.`;

/** Most proxies answer in the place of whoever they do not get through to. */
const MAYBE_PROXY =
	'Where n8n goes through a proxy, it may be the proxy that answers: see that it lets n8n get to this file server.';

/** What to do where a file on the web cannot be read, and no more is known. */
export const LOOK_AT_SERVER = `Check that the file can still be downloaded from ${WEB_ADDRESS}, and run the step again.`;

/** What a status says of a file: what the file server does, and what to do about it. */
const STATUS_WORDS: Readonly<Record<number, readonly [does: string, advice: string]>> = {
	401: [
		'asks for a sign-in',
		`Choose a way to sign in under ${SIGN_IN}, and a credential under ${FILE_SERVER_PICKER}; or enter a link that needs none. ${NEW_LINK}`,
	],
	403: [
		'does not hand out the file',
		`${NEW_LINK} A file that is not shared needs a sign-in under ${SIGN_IN} whose account may read it. ${MAYBE_PROXY}`,
	],
	404: ['has no file at this address', `${LOOK_AT_ADDRESS} ${NEW_LINK}`],
	407: ['cannot be reached, as the proxy asks for a sign-in', SIGN_IN_TO_PROXY],
	410: ['no longer has the file at this address', `${LOOK_AT_ADDRESS} ${NEW_LINK}`],
	416: ['does not hand out a part of the file', DOWNLOAD_FIRST],
	429: ['takes no more requests for now', LATER],
};

/** What the words need to know of a request. */
export interface Asked {
	/** Whose answer it was. */
	readonly url: URL;
	/** Whether it was sent with the credential. */
	readonly signed: boolean;
}

/** @returns the file server, as a message names it: scheme, host and port alone, as the rest may hold a token */
export function serverAt({ origin }: URL): string {
	return `file server at ${origin}`;
}

/** Has been asked for several times by the time that it is told: see `fileServer.ts`. */
const ASKED_OFTEN = new Set([429, 503]);

/** @returns what to say of an answer that has no file in it */
export function refused({ url, signed }: Asked, status: number): Unreadable {
	const passes = mayPass(status);
	const [does, advice] =
		status === 401 && signed
			? [
					'does not accept the credential',
					`Check the credential under ${FILE_SERVER_PICKER}, and that its account may read the file.`,
				]
			: (STATUS_WORDS[status] ??
				(passes
					? ['cannot hand out the file at the moment', `${LATER} ${MAYBE_PROXY}`]
					: ['answers with something else than the file', LOOK_AT_ADDRESS]));
	return new Unreadable(`The ${serverAt(url)} ${does} (HTTP ${status})`, advice, {
		passes: passes && !ASKED_OFTEN.has(status),
	});
}

/** @returns what to say where there was no answer */
export function unanswered({ what, permanent, advice }: NoAnswer): Unreadable {
	return advice === undefined ? unreachable(what, !permanent) : new Unreadable(what, advice);
}

/** @returns the same, and how a request came to another server than the one that was entered */
export function onTheWay(reason: unknown, first: URL, url: URL): unknown {
	if (!(reason instanceof Unreadable) || url.origin === first.origin) return reason;
	const { message, passes, isAnother, cause } = reason;
	const way = `The ${serverAt(first)}, which ${WEB_ADDRESS} names, redirects there.`;
	return new Unreadable(message, `${way} ${reason.advice}`, { passes, isAnother, cause });
}

/** @returns what to say where there was no answer in time, or the reading broke off */
export function unreachable(what: string, passes: boolean, cause?: unknown): Unreadable {
	const advice = passes ? LATER : '';
	return new Unreadable(
		what,
		`${advice} Check ${WEB_ADDRESS}, the network and the proxy of n8n.`.trim(),
		{ passes, cause },
	);
}

/** @param what as in "in a circle" */
export function badRedirect(url: URL, status: number, what: string): Unreadable {
	return new Unreadable(
		`The ${serverAt(url)} redirects ${what} (HTTP ${status})`,
		`Enter the address at which the file itself is in ${WEB_ADDRESS}. A file server may redirect in such a way where a sign-in is missing.`,
	);
}

/** For a file that is not the one it was when the reading began. */
export function changed(url: URL): Unreadable {
	return new Unreadable(
		`The file has changed on the ${serverAt(url)} while it was being read`,
		'Wait until nobody writes to the file any more, and upload it as a new video.',
		{ isAnother: true },
	);
}

/** For an answer that is not what was asked for. */
export function otherBytes(url: URL): Unreadable {
	return new Unreadable(
		`The ${serverAt(url)} sends other bytes of the file than it was asked for`,
		`It does not keep to the ranges of HTTP, or something in between does not, such as a proxy. ${DOWNLOAD_FIRST}`,
	);
}

/** For all of a file in place of a part, from a file server that has handed out parts: another try may bring one. */
export function allOfIt(url: URL): Unreadable {
	return new Unreadable(
		`The ${serverAt(url)} sends all of the file where a part was asked for`,
		`It has handed out a part before, so something in between may keep it from that, such as a proxy or a cache. ${LATER} ${DOWNLOAD_FIRST}`,
		{ passes: true },
	);
}

/** For a body that is not the file, but the file encoded in some way. */
export function encoded(url: URL): Unreadable {
	return new Unreadable(
		`The ${serverAt(url)} sends the file compressed, although it was asked not to`,
		`Switch compression off for the file on the file server, and check ${WEB_ADDRESS}: what is compressed may be a page in place of the file, such as one that asks for a sign-in. ${DOWNLOAD_FIRST}`,
	);
}

/** For a file that can be read from its start only. */
export function brokenOff(url: URL, cause: unknown): Unreadable {
	return new Unreadable(
		`The ${serverAt(url)} broke off in the middle of the file, and does not hand out the rest alone`,
		`${LATER} ${LOOK_AT_ADDRESS}`,
		{ cause },
	);
}

/** @returns whether a media type is that of a page, or of an answer of a service, and of no video */
export function isTextType(type = ''): boolean {
	return /^\s*(text\/|[^;]*[/+](json|xml)\s*(;|$))/i.test(type);
}

/** For a page that comes in place of a file which could be read a moment ago. */
export function pageInstead(url: URL): Unreadable {
	return new Unreadable(
		`The ${serverAt(url)} sends a page in place of the file`,
		`It may ask for a sign-in by now. ${NEW_LINK} A file that is not shared needs a sign-in under ${SIGN_IN}.`,
	);
}

/** For a body of which nobody could tell whether it is complete. */
export function noEnd(url: URL): Unreadable {
	return new Unreadable(
		`The ${serverAt(url)} neither says how long the file is nor marks its end, so that a connection that breaks off looks like the end of the file`,
		DOWNLOAD_FIRST,
	);
}

/** For a body of which n8n does not show whether it has unpacked it. */
export function unseenEnd(url: URL): Unreadable {
	return new Unreadable(
		`The ${serverAt(url)} does not say how long the file is, and n8n does not show whether it was compressed on the way: one that is cut would look like a whole one`,
		'Have the file server send Content-Length. Where n8n uses a proxy, it is also enough to let n8n reach the file server without it (NO_PROXY in the environment of n8n).',
	);
}

/** For a file whose length nobody has told before. */
export function tooLong(url: URL): Unreadable {
	return new Unreadable(
		`The file at ${url.origin} is too large: it has more than the ${VIDEO_MAX_BYTES / GIB} GiB that api.video takes`,
		'Upload a smaller file, for example after encoding it at a lower bit rate.',
	);
}
