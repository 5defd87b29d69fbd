import { onAbort } from '../upload';
import { pause } from './pause';

/**
 * Does something that goes on when the execution is cancelled, but not for long: nobody waits for it then.
 *
 * @param cancelSignal of the execution; may be aborted already
 * @param milliseconds how long it may take from the cancel on
 * @param work given the signal that ends it
 * @throws whatever `work` throws
 */
export async function outlive<T>(
	cancelSignal: AbortSignal,
	milliseconds: number,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const end = new AbortController();
	const done = new AbortController();
	const count = () => void pause(milliseconds, done.signal).then(() => end.abort());
	let takeBack = () => {};
	if (cancelSignal.aborted) count();
	else takeBack = onAbort(cancelSignal, count);
	try {
		return await work(end.signal);
	} finally {
		takeBack();
		done.abort();
	}
}
