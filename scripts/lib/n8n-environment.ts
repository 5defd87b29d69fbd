/** Settings of the user's own n8n, npm, jest or tsx, which must not reach the n8n started here. */
const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|GENERIC_|WEBHOOK_URL$|npm_|JEST_|NODE_OPTIONS$|NODE_PATH$)/i;

/** Seconds that n8n waits for running executions when it is asked to stop. */
const SHUTDOWN_SECONDS = 3;

/** What n8n encrypts credentials with: the same in all processes of an n8n, which goes with everything in it. */
const THROWN_AWAY = 'this-n8n-is-thrown-away';

/** Where n8n keeps files between nodes; 'default' is memory. */
export type BinaryMode = 'filesystem' | 'database' | 'default';

/**
 * The environment of an n8n that talks to nobody outside, opens no browser page by itself and
 * throws away the data of old executions.
 */
export function n8nEnvironment(settings: {
	/** Where n8n keeps database, keys and binary data. */
	userFolder: string;
	/** Of editor and REST interface. */
	port: number;
	/** Of n8n's task broker. */
	brokerPort: number;
	binaryMode: BinaryMode;
	/** The only folder that workflows may read from disk. */
	readableFolder: string;
	logLevel: 'debug' | 'info' | 'warn' | 'error';
	/** Overrides. */
	more?: Record<string, string>;
}): Record<string, string | undefined> {
	const { userFolder, port, brokerPort, binaryMode, readableFolder, logLevel, more } = settings;
	const inherited = Object.entries(process.env).filter(([key]) => !FOREIGN.test(key));
	return {
		...Object.fromEntries(inherited),
		NODE_ENV: 'production',
		// The emulator is on this machine: no proxy in between.
		NO_PROXY: [process.env.NO_PROXY ?? process.env.no_proxy, '127.0.0.1', 'localhost']
			.filter(Boolean)
			.join(','),

		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: THROWN_AWAY,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(SHUTDOWN_SECONDS),
		N8N_LOG_LEVEL: logLevel,
		N8N_LOG_OUTPUT: 'console',
		NO_COLOR: '1',

		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',

		N8N_RESTRICT_FILE_ACCESS_TO: readableFolder,
		N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
		// n8n keeps the files of every execution; hundreds of MiB each would fill the disk.
		EXECUTIONS_DATA_PRUNE: 'true',
		EXECUTIONS_DATA_MAX_AGE: '1',
		EXECUTIONS_DATA_PRUNE_MAX_COUNT: '50',
		...more,
	};
}
