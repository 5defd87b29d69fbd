/** The renewals of the access token in one execution, list or hook. */
interface Renewals {
	done: number;
	running?: Promise<void>;
}

const known = new WeakMap<object, Renewals>();

function renewalsIn(context: object): Renewals {
	const renewals = known.get(context) ?? { done: 0 };
	known.set(context, renewals);
	return renewals;
}

/** @returns how often the access token was renewed so far; to be asked before a request is sent */
export function renewalsSoFar(context: object): number {
	return renewalsIn(context).done;
}

/**
 * Renews the access token once for all requests that were refused with the old one.
 *
 * @param context n8n's functions; what uses the same ones shares the renewal
 * @param soFar {@link renewalsSoFar} when the refused request was sent
 * @throws whatever `renew` throws; the next one who asks tries again
 */
export async function renewOnce(
	context: object,
	soFar: number,
	renew: () => Promise<void>,
): Promise<void> {
	const renewals = renewalsIn(context);
	if (renewals.running) return await renewals.running;
	if (renewals.done > soFar) return;
	renewals.running = renew();
	try {
		await renewals.running;
		renewals.done++;
	} finally {
		renewals.running = undefined;
	}
}
