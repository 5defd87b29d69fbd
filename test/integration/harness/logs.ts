import { inspect } from 'node:util';
import type { LogMetadata } from 'n8n-workflow';
import { host, type LogSink } from './host';

/** One line that n8n would have written, metadata included, at any level down to debug. */
export interface LogLine {
	level: string;
	message: string;
	metadata: string;
}

/**
 * Starts collecting what n8n's logger (level debug) writes. It is n8n's real `Logger`, only its
 * output ends here: metadata is therefore what n8n's serialisation leaves of it.
 */
export function captureLogs(): LogLine[] {
	const lines: LogLine[] = [];
	const sink: LogSink = {
		log(level: string, message: string, metadata: LogMetadata): void {
			lines.push({ level, message, metadata: inspect(withoutSettings(metadata), { depth: 10 }) });
		},
		child: () => sink,
	};
	host.logger.setInternalLogger(sink);
	return lines;
}

/**
 * With an error n8n logs the failed node and all its parameters. That is n8n's doing, and what the
 * user typed there is in the workflow anyway; a search for secrets is about what the node does.
 */
function withoutSettings(metadata: LogMetadata): LogMetadata {
	return Object.fromEntries(
		Object.entries(metadata ?? {}).map(([key, value]: [string, unknown]) =>
			typeof value === 'object' && value !== null && 'node' in value
				? [key, { ...value, node: undefined }]
				: [key, value],
		),
	);
}
