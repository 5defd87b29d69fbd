import n8nRules from './eslint.config.mjs';

// `npm run lint` uses this file. n8n's strict mode demands that eslint.config.mjs be exactly n8n's own; what it asks of
// code that runs inside n8n is no rule for the programs around it, which run on plain Node.

/** Folders of which nothing is in the package. */
const TOOLS = ['bench', 'emulator', 'examples', 'fileServer', 'scripts', 'test'];

/** What Node gives to every program, as far as ours use it. */
const GLOBALS = [
	...[
		'AbortController',
		'AbortSignal',
		'Buffer',
		'FormData',
		'Response',
		'TextDecoder',
		'URL',
		'URLSearchParams',
	],
	...[
		'clearInterval',
		'clearTimeout',
		'console',
		'fetch',
		'performance',
		'process',
		'setImmediate',
		'setInterval',
		'setTimeout',
	],
];

export default [
	...n8nRules,
	{
		files: TOOLS.map((folder) => `${folder}/**/*.ts`),
		rules: {
			'@n8n/community-nodes/no-dangerous-functions': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/require-node-api-error': 'off',
		},
	},
	// Programs for the command line.
	{
		files: ['scripts/**/*.ts', ...TOOLS.map((folder) => `${folder}/**/main.ts`)],
		rules: { 'no-console': 'off' },
	},
	// The compiler does not read these.
	{
		files: ['**/*.mjs', '**/*.cjs'],
		languageOptions: { globals: Object.fromEntries(GLOBALS.map((name) => [name, 'readonly'])) },
		rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
	},
	// n8n's scan of the package ignores inline switches; so do we where it looks.
	{ files: ['nodes/**/*.ts', 'credentials/**/*.ts'], linterOptions: { noInlineConfig: true } },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
];
