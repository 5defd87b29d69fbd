import { StepError } from './step-error.mjs';

/** What npm and node-gyp print, and what it means. The first match wins. */
const REASONS = [
	{
		seen: /ENOSPC|no space left/i,
		message: 'the disk is full',
		advice:
			'Free some space (n8n needs about 4 GB), or set N8N_NODES_APIVIDEO_CACHE to a folder on a ' +
			'disk that has it. Then run the same command again.',
	},
	{
		seen: /EACCES|EPERM/,
		message: 'a file or folder may not be written',
		advice:
			'Check who owns the folder named above, or set N8N_NODES_APIVIDEO_CACHE to another folder.',
	},
	{
		seen: /find Python|Could not find any Python/i,
		message: 'Python 3 is missing, which compiling n8n’s database module needs',
		advice: 'Install Python 3 (Debian, Ubuntu: apt install python3), then run the command again.',
	},
	{
		seen: /not found: make|make: (?:command )?not found|(?:g\+\+|c\+\+|cc): (?:command )?not found|find VS|xcode-select|No Xcode/i,
		message: 'there is no C++ compiler, which n8n’s database module needs here',
		advice:
			'Install one (Debian, Ubuntu: apt install build-essential; macOS: xcode-select --install; ' +
			'Windows: Visual Studio Build Tools with C++), then run the command again.',
	},
	{
		seen: /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ERR_SOCKET_TIMEOUT|network/i,
		message: 'the npm registry could not be reached',
		advice:
			'Check the network connection and npm’s settings for proxy and registry ' +
			'(npm config get registry), then run the same command again.',
	},
	{
		seen: /E404|ETARGET|notarget/,
		message: 'the npm registry does not have a package in the version that is needed',
		advice: 'If you use a mirror of the registry, check that it is complete.',
	},
];

/**
 * What it means that npm did not do something, and what to do about it.
 * @param {string} label what was being done, e.g. "Installing n8n"
 * @param {number | null} exitCode
 * @param {string} output what npm printed of it
 * @param {string} [details] what of that is to be shown again
 */
export function npmFailure(label, exitCode, output, details) {
	const reason = REASONS.find(({ seen }) => seen.test(output));
	return new StepError(
		`${label} did not work: ${reason?.message ?? `npm ended with code ${exitCode}`}.`,
		reason?.advice ?? 'The lines above are the end of what npm printed.',
		details,
	);
}
