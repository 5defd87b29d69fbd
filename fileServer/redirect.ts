import type { RouteBehaviour } from './behaviour';
import { answerText, type Exchange } from './exchange';
import { Route } from './route';

/** Statuses with which a server sends a client elsewhere. */
export type RedirectStatus = 301 | 302 | 303 | 307 | 308;

/** Where an address sends its clients. */
export interface RedirectBehaviour extends RouteBehaviour {
	/** Default 302. */
	status?: RedirectStatus;
	/**
	 * Location, exactly as it is sent: relative or absolute, of whatever scheme and host, with userinfo or not. null:
	 * the header is missing. `endless`: the same path once more, with another query each time.
	 */
	to: string | null | 'endless';
}

/** An address that sends its clients elsewhere. */
export class Redirect extends Route<RedirectBehaviour> {
	private hops = 0;

	protected serve(exchange: Exchange, { status = 302, to }: RedirectBehaviour): void {
		const location = to === 'endless' ? `${exchange.url.pathname}?hop=${++this.hops}` : to;
		answerText(exchange, status, location === null ? {} : { location });
	}
}
