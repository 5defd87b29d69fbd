import { cpus, release, totalmem, type } from 'node:os';

/**
 * What a run is made on: without it figures say nothing.
 *
 * @returns processors, memory and system, for people
 */
export const machineText = (): string =>
	[
		`${cpus()[0]?.model.trim()}, ${cpus().length} processors`,
		`${Math.round(totalmem() / 1024 ** 3)} GiB of memory`,
		`${type()} ${release().split('.', 2).join('.')}`,
	].join(', ');
