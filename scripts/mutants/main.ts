/**
 * `npm run mutants`: changes the code in one place at a time and looks whether a test fails (mutation testing, with Stryker).
 * What no test notices is printed with the file and line, and so is what ends no more (Timeout): it counts as noticed, unless
 * the machine was so busy that it was slow and not endless.
 *
 *   npm run mutants                              300 places, drawn by the day
 *   npm run mutants -- --sample 25 --seed abc    25 of them, drawn by this word: the same ones every time
 *   npm run mutants -- upload values             of these folders of nodes/ApiVideo only
 *   npm run mutants -- values --all              every place; takes hours
 *   npm run mutants -- --at-least 80             ends with 1 where fewer than 80 % are noticed
 *   npm run mutants -- nodes/ApiVideo/upload/gate.ts               all places of this file
 *   npm run mutants -- nodes/ApiVideo/upload/gate.ts:61:6-61:30    this place, as it was printed
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { draw, placesAt } from './draw';
import { folderOf, FOLDERS, isFolder } from './folders';
import { placesIn } from './places';
import { inWords, scoreOf, linesOf } from './score';
import { runStryker } from './stryker';

const project = resolve(__dirname, '..', '..');

async function main(args: string[]): Promise<boolean> {
	const { values: given, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			sample: { type: 'string', default: '300' },
			seed: { type: 'string', default: new Date().toISOString().slice(0, 10) },
			all: { type: 'boolean', default: false },
			'at-least': { type: 'string', default: '0' },
		},
	});
	const named = positionals.map((name) => (isFolder(name) ? name : folderOf(name)));
	if (named.includes(undefined))
		throw new Error(`Name folders (${FOLDERS.join(', ')}), or files and places in them.`);
	const folders = FOLDERS.filter((folder) => named.length === 0 || named.includes(folder));
	const spots = positionals.filter((name) => !isFolder(name));
	const sample = Number(given.sample);
	if (!Number.isInteger(sample) || sample < 1)
		throw new Error(`--sample is ${given.sample}. Give it a whole number from 1 on.`);
	const places = (await Promise.all(folders.map((folder) => placesIn(project, folder)))).flat();
	const wanted = spots.length > 0 ? placesAt(places, spots) : places;
	const isDrawn = spots.length === 0 && !given.all;
	const drawn = isDrawn ? draw(wanted, sample, given.seed) : wanted;
	const how = isDrawn ? `, drawn by '${given.seed}'` : '';
	console.log(`${drawn.length} of ${places.length} places${how}`);

	const work = await mkdtemp(join(tmpdir(), 'n8n-nodes-apivideo-mutants-'));
	try {
		const results = [];
		for (const folder of folders) {
			const own = drawn.filter((place) => place.folder === folder);
			if (own.length === 0) continue;
			const found = await runStryker(project, work, folder, own);
			for (const line of linesOf(found)) console.log(line);
			console.log(`${folder}: ${inWords(scoreOf(found))}`);
			results.push(...found);
		}
		const score = scoreOf(results);
		console.log(`all: ${inWords(score)}`);
		if (results.length === 0) throw new Error('Nothing was changed.');
		return score.killed >= (Number(given['at-least']) / 100) * (score.killed + score.survived);
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

// Ctrl+C reaches Stryker as well, which ends its workers: wait for it, and remove the copy.
process.on('SIGINT', () => undefined);
main(process.argv.slice(2)).then(
	(good) => (process.exitCode = good ? 0 : 1),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	},
);
