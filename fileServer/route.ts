import type { RouteBehaviour } from './behaviour';
import { isBusy } from './busy';
import { answerText, cut, stall, wait, type Exchange } from './exchange';
import type { FaultSchedule } from './faultSchedule';
import type { Lines } from './lines';
import { happens } from './often';
import { pageOf, type Instead } from './pages';
import { letsIn } from './signIn';
import type { Tokens } from './tokens';

/** What all addresses of a server have in common. */
export interface Surroundings {
	/** The server's time, in milliseconds since the epoch. */
	now(): number;
	readonly lines: Lines;
	readonly tokens: Tokens;
	schedule(): FaultSchedule;
}

/** Whatever answers at a path. */
export interface Answering {
	answer(exchange: Exchange): Promise<void>;
}

/** An address whose behaviour may change while the server runs. */
export abstract class Route<Behaviour extends RouteBehaviour> implements Answering {
	private underWay = 0;

	constructor(
		/** What counts for the requests that come. Those under way keep what they began with. */
		protected behaviour: Behaviour,
		protected readonly surroundings: Surroundings,
	) {}

	/** Changes what is given, from the next request on; undefined takes a behaviour back. */
	change(changes: Partial<Behaviour>): void {
		this.behaviour = { ...this.behaviour, ...changes };
	}

	async answer(exchange: Exchange): Promise<void> {
		await this.answerAs(exchange, this.behaviour);
	}

	/** Answers one request as if the address behaved like this. */
	protected async answerAs(exchange: Exchange, behaviour: Behaviour): Promise<void> {
		const before = this.underWay++;
		try {
			await this.admit(exchange, behaviour, before);
		} finally {
			this.underWay--;
		}
	}

	/** Answers a GET or HEAD that nothing stands in the way of. */
	protected abstract serve(exchange: Exchange, behaviour: Behaviour): Promise<void> | void;

	private async admit(exchange: Exchange, behaviour: Behaviour, before: number): Promise<void> {
		const { busy, signIn, instead, latency = 0 } = behaviour;
		await wait(latency, exchange.signal);
		if (await breaksOff(exchange, behaviour)) return;
		if (busy && isBusy(busy, before)) {
			const { status, retryAfter } = busy;
			return answerText(
				exchange,
				status,
				retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
			);
		}
		if (signIn && !letsIn(exchange, signIn, this.surroundings.tokens)) return;
		const allowed = behaviour.head === 'refused' ? ['GET'] : ['GET', 'HEAD'];
		if (!allowed.includes(exchange.entry.method)) {
			return answerText(exchange, 405, { allow: allowed.join(', ') });
		}
		if (instead && happens(instead)) return answerInstead(exchange, instead);
		await this.serve(exchange, behaviour);
	}
}

/** Ends the exchange without an answer where that is to happen. */
async function breaksOff(exchange: Exchange, behaviour: RouteBehaviour): Promise<boolean> {
	const { cut: cutting, stall: stalling } = behaviour;
	if (cutting && cutting.afterBytes === undefined && happens(cutting)) {
		cut(exchange, cutting.by);
		return true;
	}
	if (!stalling || stalling.afterBytes !== undefined || !happens(stalling)) return false;
	await stall(exchange);
	return true;
}

function answerInstead(exchange: Exchange, instead: Instead): void {
	const { type, text } = pageOf(instead);
	const headers = { ...(type !== undefined && { 'content-type': type }), ...instead.headers };
	answerText(exchange, instead.status ?? 200, headers, text);
}
