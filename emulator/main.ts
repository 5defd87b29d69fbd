import { parseArgs } from 'node:util';
import { documentedRateLimits, startEmulator, type Fault, type RateLimits } from './index';

const usage = `A local api.video.

  npm run emulator -- [options]

  --port <number>              default 8787; 0 takes a free one
  --host <address>             default 127.0.0.1
  --directory <path>           where received bytes go; default: a temporary folder, deleted at the end
  --api-key <key>              default emulator-api-key
  --access-token-seconds <n>   life of an access token, default 3600
  --lag-milliseconds <n>       every GET sees the service as it was so long ago, default 0
  --wrong-key-status <n>       400 or 401 (default) for a wrong key
  --search-ignores-case      titles, descriptions and names are found in any case
  --encoding-seconds <n>       from the last byte to "encoded", default 1
  --rate-limit <limits>        sandbox or production: answer 429 as documented; or requests a minute as JSON,
                               e.g. '{"uploads":8}', what is not named is not limited
  --rate-limit-window <n>      seconds in which the limit counts, default 60 as documented
  --discard                    do not keep the bytes
  --no-hash                    do not compute SHA-256
  --fault <json>               may be repeated, e.g. '{"kind":"lost-answer","path":"^/upload","nth":3}'
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8787' },
			host: { type: 'string' },
			directory: { type: 'string' },
			'api-key': { type: 'string' },
			'access-token-seconds': { type: 'string' },
			'lag-milliseconds': { type: 'string' },
			'wrong-key-status': { type: 'string' },
			'search-ignores-case': { type: 'boolean' },
			'encoding-seconds': { type: 'string' },
			'rate-limit': { type: 'string' },
			'rate-limit-window': { type: 'string' },
			discard: { type: 'boolean' },
			'no-hash': { type: 'boolean' },
			fault: { type: 'string', multiple: true, default: [] },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return console.log(usage);

	const emulator = await startEmulator({
		port: number('port', values.port),
		host: values.host,
		directory: values.directory,
		apiKey: values['api-key'],
		accessTokenSeconds: number('access-token-seconds', values['access-token-seconds']),
		lagMilliseconds: number('lag-milliseconds', values['lag-milliseconds']),
		wrongKeyStatus: keyStatusOf(values['wrong-key-status']),
		searchIgnoresCase: values['search-ignores-case'],
		encodingSeconds: number('encoding-seconds', values['encoding-seconds']),
		rateLimits: limitsOf(values['rate-limit']),
		rateLimitWindowSeconds: number('rate-limit-window', values['rate-limit-window']),
		discard: values.discard,
		hash: !values['no-hash'],
		faults: values.fault.map((fault) => JSON.parse(fault) as Fault),
	});
	const stop = () => void emulator.close();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	console.log(emulator.url);
}

function number(name: string, value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	if (value === '' || !(Number(value) >= 0)) throw new Error(`--${name} must be a number.`);
	return Number(value);
}

function keyStatusOf(value: string | undefined): 400 | 401 | undefined {
	if (value === undefined) return undefined;
	if (value === '400') return 400;
	if (value === '401') return 401;
	throw new Error('--wrong-key-status must be 400 or 401.');
}

function limitsOf(text: string | undefined): Partial<RateLimits> | undefined {
	if (text === undefined) return undefined;
	if (text === 'sandbox' || text === 'production') return documentedRateLimits[text];
	const limits = text.startsWith('{') ? (JSON.parse(text) as Partial<RateLimits>) : undefined;
	const known = Object.entries(limits ?? { '': 0 }).every(
		([kind, limit]) =>
			kind in documentedRateLimits.sandbox && Number.isInteger(limit) && limit >= 1,
	);
	if (limits && known) return limits;
	throw new Error(
		'--rate-limit must be sandbox, production, or JSON of uploads, writes and reads.',
	);
}

main().catch((error: Error) => {
	console.error(`${error.message}\n\n${usage}`);
	process.exitCode = 1;
});
