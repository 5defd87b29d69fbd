import { execFile, execFileSync } from 'node:child_process';

/** npm is a batch file on Windows, which Node starts by way of a shell only. */
const shell = process.platform === 'win32';

/**
 * @returns what git prints
 * @throws where git ends with anything but 0
 */
export function git(...args: string[]): string {
	return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** @returns whether git ends with 0 */
export function gitAgrees(...args: string[]): boolean {
	try {
		git(...args);
		return true;
	} catch {
		return false;
	}
}

/**
 * @returns what npm prints, whatever it ends with: with `--json` it prints what went wrong as well
 * @throws where npm cannot be started
 */
export async function npm(...args: string[]): Promise<string> {
	return await new Promise((resolve, reject) => {
		execFile('npm', args, { encoding: 'utf8', shell, env: process.env }, (error, printed) => {
			if (typeof error?.code === 'string') reject(error);
			else resolve(printed);
		});
	});
}
