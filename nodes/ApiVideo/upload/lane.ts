import type { Clock } from './clock';
import type { Measured } from './gain';
import { Gate } from './gate';
import { isFinal } from './judge';
import { CHUNK_START_BYTES } from './limits';
import { Outage } from './outage';
import { Pace } from './pace';
import type { Party } from './party';
import type { Outcome } from './transport';

/**
 * The requests of one kind to one account: the service limits uploads, writes and reads each on its own.
 * Source: https://docs.api.video/reference/rate-limiting
 */
export class Lane {
	readonly gate: Gate;
	readonly pace: Pace;
	/** When the service last answered with something to go on with, on the clock; undefined: not yet. */
	heardAt?: number;
	/** When somebody last signed in to the account, on the clock; undefined: not yet. */
	signedInAt?: number;
	readonly outage = new Outage();

	/** @param limits see {@link Gate} */
	constructor(
		readonly clock: Clock,
		limits: () => { readonly most: number; readonly parties: number },
	) {
		this.gate = new Gate(clock, limits);
		this.pace = new Pace(clock);
	}

	/**
	 * Sends one request when it is its turn, and the service has room for it.
	 *
	 * @param request is to say how many bytes the line has taken, as it takes them
	 * @param signal ends the wait
	 * @param bytes of a file that it carries as fast as the line takes them
	 * @throws the signal's reason; whatever `request` throws
	 */
	async run(party: Party, request: Measured, signal: AbortSignal, bytes = 0): Promise<Outcome> {
		const isLong = bytes >= CHUNK_START_BYTES && party.bytesPerSecond === undefined;
		const { gain } = this.gate;
		const measured = async () =>
			isLong ? await gain.measure(request, bytes) : await request(() => {});
		const paced = async () => await this.runPaced(party, measured, signal);
		return await this.gate.pass(party, paced, signal, isLong);
	}

	/** The same without a place: for signing in, as requests that have a place wait for it. */
	async runPaced(
		party: Party,
		request: () => Promise<Outcome>,
		signal: AbortSignal,
	): Promise<Outcome> {
		const outcome = await this.pace.run(request, signal, party.bytesPerSecond !== undefined);
		if (isFinal(outcome)) {
			this.heardAt = this.clock.now();
			this.outage.end();
			party.hasSucceeded = true;
		}
		return outcome;
	}
}
