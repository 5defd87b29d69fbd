import { createHash } from 'node:crypto';
import type { RouteBehaviour } from './behaviour';
import { answerText, type Exchange } from './exchange';
import type { RedirectStatus } from './redirect';
import { Route, type Answering, type Surroundings } from './route';

/** An address that redirects to a fresh signed one of a file. */
export interface LinkBehaviour extends RouteBehaviour {
	/** Default 302. */
	status?: RedirectStatus;
	/** Scheme, host and port of the signed address; default: the redirect is relative. */
	origin?: string;
	/** For how many requests a signed address is good; default: any number. */
	requests?: number;
	/** For how many milliseconds of the server's time it is good; default: for ever. */
	milliseconds?: number;
	/** What a signed address answers that is not good any more; default 403. */
	refusal?: 401 | 403 | 410;
}

interface Issued {
	requestsLeft: number;
	goodUntil: number;
}

/** The address that gives out signed ones: each request is sent to a new one. */
export class SignedLink extends Route<LinkBehaviour> {
	private issued = new Map<string, Issued>();
	private count = 0;

	constructor(
		behaviour: LinkBehaviour,
		surroundings: Surroundings,
		/** Path of the signed addresses. */
		private readonly path: string,
	) {
		super(behaviour, surroundings);
	}

	/** Makes a new signed address: path and query. */
	sign(): string {
		const { requests = Infinity, milliseconds = Infinity } = this.behaviour;
		const signature = createHash('sha256').update(`${this.path} ${++this.count}`).digest('hex');
		const goodUntil = this.surroundings.now() + milliseconds;
		this.issued.set(signature, { requestsLeft: requests, goodUntil });
		const expires = Number.isFinite(goodUntil) ? Math.ceil(goodUntil / 1000) : 0;
		return `${this.path}?signature=${signature}&expires=${expires}`;
	}

	/** No signed address that was given out is good any more. */
	expire(): void {
		this.issued.clear();
	}

	/** What serves the file at its signed addresses. */
	signed(file: Answering): Answering {
		return {
			answer: async (exchange) => {
				if (this.accepts(exchange.url.searchParams.get('signature') ?? '')) {
					return await file.answer(exchange);
				}
				answerText(exchange, this.behaviour.refusal ?? 403, {}, 'The signature has expired.');
			},
		};
	}

	protected serve(exchange: Exchange, { status = 302, origin = '' }: LinkBehaviour): void {
		answerText(exchange, status, { location: origin + this.sign() });
	}

	private accepts(signature: string): boolean {
		const issued = this.issued.get(signature);
		if (!issued || issued.requestsLeft === 0 || issued.goodUntil <= this.surroundings.now()) {
			return false;
		}
		issued.requestsLeft--;
		return true;
	}
}
