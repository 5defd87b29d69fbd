import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { MUTATED, TOO_LONG, type Folder } from './folders';
import type { Place } from './places';
import type { Mutant } from './score';

/**
 * Changes the code at these places of one folder, one change at a time, and runs the folder's tests against each.
 * @param project the checkout, which stays as it is
 * @param work an empty folder outside of it, for the copy in which the code is changed
 * @throws when Stryker does not get to an end, as when a test fails before anything was changed
 */
export async function runStryker(
	project: string,
	work: string,
	folder: Folder,
	places: readonly Place[],
): Promise<Mutant[]> {
	const [config, report] = ['config', 'report'].map((name) => join(work, `${name}-${folder}.json`));
	await writeFile(config, JSON.stringify(optionsFor(project, work, report, folder, places)));
	const command = join(project, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
	const stryker = spawn(process.execPath, [command, 'run', config], {
		cwd: project,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const [code] = (await once(stryker, 'close')) as [number | null];
	if (code !== 0) throw new Error(`Stryker has ended with ${code}; what it says stands above.`);
	// Without a single test there is no report.
	if (!existsSync(report)) return places.flatMap(({ mutants }) => mutants);
	const { files } = JSON.parse(await readFile(report, 'utf8')) as {
		files: Record<string, { mutants: Array<Omit<Mutant, 'fileName'>> }>;
	};
	return Object.entries(files).flatMap(([fileName, { mutants }]) =>
		mutants.map((mutant) => ({ ...mutant, fileName })),
	);
}

function optionsFor(
	project: string,
	work: string,
	report: string,
	folder: Folder,
	places: readonly Place[],
): object {
	const jest = createRequire(__filename)(join(project, 'jest.config.js')) as {
		projects: readonly [computing: object];
	};
	const [computing] = jest.projects;
	return {
		testRunner: 'jest',
		plugins: ['@stryker-mutator/jest-runner', join(project, 'scripts', 'mutants', 'drawnOnly.mjs')],
		ignorers: ['drawn-only'],
		mutate: places.map(({ range }) => range),
		coverageAnalysis: 'perTest',
		// Of a file that no test of its folder comes across, no change is noticed.
		allowEmpty: true,
		// What is computed while a file is loaded needs all tests for each change.
		ignoreStatic: true,
		concurrency: 1,
		tempDirName: join(work, 'copy'),
		reporters: ['progress-append-only', 'json'],
		jsonReporter: { fileName: report },
		logLevel: 'warn',
		allowConsoleColors: false,
		disableTypeChecks: false,
		// In milliseconds, beside half as much again as the tests took: a busy machine is no endless loop.
		timeoutMS: 60_000,
		dryRunTimeoutMinutes: 30,
		jest: {
			config: {
				...computing,
				projects: [],
				// Only here jest finds out which tests reach a changed file by way of others.
				roots: ['<rootDir>/test', '<rootDir>/nodes', '<rootDir>/credentials'],
				// Stryker puts its own around it, for which <rootDir> says nothing.
				testEnvironment: join(project, 'test', 'tidyEnvironment.cjs'),
				testMatch: [
					...MUTATED[folder].flatMap((tests) => [
						`<rootDir>/test/${tests}.test.ts`,
						`<rootDir>/test/${tests}/**/*.test.ts`,
					]),
					...TOO_LONG.map((tests) => `!**/test/${tests}.test.ts`),
				],
			},
		},
	};
}
