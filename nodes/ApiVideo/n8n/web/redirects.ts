import { parsedUrl } from '../../api/parsedUrl';
import type { Unreadable } from '../unreadable';
import { badRedirect } from './serverWords';
import { hasUserInfo } from './webAddress';

/** How many redirects are followed one after the other: as many as browsers need at most. */
const MOST = 10;

/** Those that name the address at which the file is: RFC 9110, section 15.4. */
const STATUSES = new Set([301, 302, 303, 307, 308]);

/** @returns whether an answer says nothing but where the file is */
export function isRedirect(status: number): boolean {
	return STATUSES.has(status);
}

/**
 * The way from one address to the file. n8n's helper would follow by itself, and hand custom headers to
 * whoever it is sent to.
 */
export class Redirects {
	private readonly seen: Set<string>;
	private followed = 0;

	/** @param url where the way begins */
	constructor(private url: URL) {
		this.seen = new Set([url.href]);
	}

	/**
	 * @param status of the answer that redirects
	 * @param location the header of that name
	 * @returns the next address, without its fragment
	 * @throws Unreadable when there is none, the way has no end, or it leads from https to http
	 */
	next(status: number, location: string | undefined): URL {
		const { url } = this;
		const refuse = (what: string): Unreadable => badRedirect(url, status, what);
		if (!location) throw refuse('without saying where to');
		const next = parsedUrl(location, url);
		if (next === undefined || !/^https?:$/.test(next.protocol)) {
			throw refuse('to something that is no web address');
		}
		if (hasUserInfo(next)) throw refuse('to an address with a user name or a password in it');
		if (url.protocol === 'https:' && next.protocol === 'http:') {
			throw refuse(`from https to http, where the file would travel unencrypted: ${next.origin}`);
		}
		next.hash = '';
		this.seen.add(next.href);
		// Some servers send a busy client to the same address again, and have the file there the next time.
		if (++this.followed > MOST) {
			throw refuse(this.seen.size > this.followed ? `more than ${MOST} times` : 'in a circle');
		}
		this.url = next;
		return next;
	}
}
