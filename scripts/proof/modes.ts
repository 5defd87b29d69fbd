import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runIn } from '../../test/n8nVersions/seeIn';
import { makeVideo, N8N_VERSION, projectFolder, sha256OfFile, temporaryFolder } from '../lib/lab';
import { numberOf, SCALES } from '../lib/number-of';
import type { ModeSeen, SentFile } from './modes/seeModes';
import { findingsOf, type Finding, type Section } from './findings';

const KIB = 1024;
const MIB = KIB * KIB;

/** Bytes: one request takes up to 200 MiB. The largest is looked at more closely. */
const SIZES = [1, 5 * MIB, 200 * MIB - 1, 200 * MIB, 200 * MIB + 1, 300 * MIB + 17];

/** Every n8n whose way to keep files differs from the others. */
const VERSIONS = ['1.123.81', '2.8.4', '2.33.7', N8N_VERSION];

/** What n8n calls them: `N8N_DEFAULT_BINARY_DATA_MODE`. */
const NAMES = {
	default: 'memory',
	filesystem: 'filesystem',
	database: 'database',
	s3: 's3',
	azure: 'azure',
};

/** What n8n may grow by during an upload, in bytes; see docs/performance.md. */
const MOST_GROWTH = 96 * MIB;

/** Modes that hand out a file bit by bit. The others have all of it in memory before our node gets it. */
const STREAMED: ReadonlySet<string> = new Set(['filesystem', 's3', 'azure']);

/**
 * The compiled node with n8n's own code for keeping files in memory, a folder, the database, S3 and Azure, in each version
 * that differs.
 *
 * @param args versions of n8n; all of them unless given. `--scale <n>`: shorter files, to try something out
 */
export async function proveModes(args: string[], signal: AbortSignal): Promise<Section> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { scale: { type: 'string', default: '1' } },
	});
	const scale = numberOf('--scale', values.scale, SCALES);
	const sizes = SIZES.map((size) => Math.ceil(size * scale));
	const findings = findingsOf(signal);
	const folder = await temporaryFolder('modes');
	try {
		const files = await Promise.all(sizes.map(async (size) => await fileOf(folder, size, signal)));
		for (const version of positionals.length > 0 ? positionals : VERSIONS) {
			await findings.find(`n8n ${version}`, async () => {
				const programme = join(projectFolder, 'scripts', 'proof', 'modes', 'see.ts');
				const seen = await runIn(version, programme, [JSON.stringify(files)], signal);
				const modes = (seen as ModeSeen[]).map(findingOf);
				findings.list.push(
					...modes.map((one) => ({ ...one, title: `n8n ${version}, ${one.title}` })),
				);
				for (const { title, seen: what } of modes) console.log(`        ${title}: ${what}`);
				const bad = modes.filter(({ ok }) => !ok).map(({ title }) => title);
				if (bad.length > 0) throw new Error(`not as it should be: ${bad.join(', ')}`);
				return `${modes.length} ways to keep files`;
			});
		}
		return { title: 'Where n8n keeps files', about: ABOUT, findings: findings.list };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

const ABOUT =
	'Files of one byte, 5 MiB, 200 MiB, one byte less and one more, and 300 MiB, with names of several scripts, in each way that n8n-core keeps them. S3 is a local s3rver, and Azure, where a version has it, a small server of this project, each with n8n’s own code for it; the database is n8n’s manager over a table in memory, which hands out what n8n’s hands out.';

async function fileOf(folder: string, size: number, signal: AbortSignal): Promise<SentFile> {
	const path = join(folder, `${size}.mp4`);
	if (size === 1) await writeFile(path, Buffer.alloc(1));
	else await makeVideo(path, size, { seed: size, signal });
	return { path, size, sha256: await sha256OfFile(path) };
}

/** Puts into words what was seen of a mode. */
export function findingOf({
	mode,
	pieces,
	missing,
	growth,
	goneOnWith,
	closed,
}: ModeSeen): Finding {
	const streamed = STREAMED.has(mode);
	const remarks = [
		missing.length === 0 ? 'all files arrived' : missing.map(missingText).join('; '),
		...(pieces ? [`pieces of ${sizeText(pieces.least)} to ${sizeText(pieces.most)}`] : []),
		`the process grew by ${sizeText(growth)}`,
		...(goneOnWith === undefined
			? []
			: [`a reading that broke off was ${goneOnWith ? '' : 'not '}gone on with`]),
		...(closed === undefined
			? []
			: [`after a cancel ${closed ? 'nothing was' : 'the file was still'} read`]),
	];
	const ok =
		missing.length === 0 &&
		goneOnWith !== false &&
		closed !== false &&
		(!streamed || growth <= MOST_GROWTH);
	return { title: `mode “${NAMES[mode]}”`, ok, seen: remarks.join(', ') };
}

function missingText({ size, message = 'another file arrived' }: ModeSeen['missing'][0]): string {
	return `${sizeText(size)}: ${message}`;
}

function sizeText(bytes: number): string {
	if (bytes < KIB) return `${bytes} bytes`;
	const [unit, name] = bytes < MIB ? [KIB, 'KiB'] : [MIB, 'MiB'];
	return `${Math.round((bytes / unit) * 10) / 10} ${name}`;
}
