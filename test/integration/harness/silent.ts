const nothing = (): void => undefined;

/** A logger for services of n8n whose words nobody reads. */
export const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
