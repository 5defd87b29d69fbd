import { seconds } from './format';

/** Milliseconds between two signs of life, in a terminal and in a log file. */
const TERMINAL_INTERVAL = 1000;
const LOG_INTERVAL = 5000;

/**
 * Runs a step and keeps saying that it is still going: one line that is rewritten in a terminal, a new line every few seconds
 * anywhere else (CI logs have no cursor).
 *
 * @param label what is being done, e.g. "Installing n8n"
 * @param hint e.g. "usually 4 minutes"
 */
export async function withProgress<T>(
	label: string,
	work: () => Promise<T>,
	hint?: string,
): Promise<T> {
	const stream = process.stdout;
	const started = Date.now();
	const full = hint ? `${label} (${hint})` : label;
	const rewrite = stream.isTTY ? '\r\u001b[2K' : '';
	const elapsed = () => seconds(Date.now() - started);
	const tick = () => stream.write(`${rewrite}  ${full} ... ${elapsed()}${rewrite ? '' : '\n'}`);
	if (rewrite) tick();
	else stream.write(`  ${full} ...\n`);
	const timer = setInterval(tick, rewrite ? TERMINAL_INTERVAL : LOG_INTERVAL);
	let mark = '✗';
	try {
		const result = await work();
		mark = '✓';
		return result;
	} finally {
		clearInterval(timer);
		stream.write(`${rewrite}${mark} ${label} (${elapsed()})\n`);
	}
}
