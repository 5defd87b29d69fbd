/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { MIB } from '../files';
import { API_KEY, type Service } from '../service';
import type { Contender } from './contender';

/** The most that the service takes in one request, in bytes. */
const PIECE = 200 * MIB;

interface Piece {
	path: string;
	contentRange: string;
}

/**
 * `curl -F` of a file. The service takes 200 MiB in one request, so somebody with curl alone cuts a
 * larger file up; that is done beforehand and not counted. One process sends the pieces one after
 * another over one connection; its own clock counts, without the start of the process.
 */
export async function curl(service: Service, folder: string, file: string): Promise<Contender> {
	const pieces = await cut(file, folder);
	return {
		name: 'curl -F',
		run: async () => {
			const url = `${service.url}/videos/${await service.createVideo()}/source`;
			const args = pieces.flatMap(({ path, contentRange }, index) => [
				...(index > 0 ? ['--next'] : []),
				...['--silent', '--show-error', '--fail', '--output', '/dev/null'],
				...['--user', `${API_KEY}:`, '--header', `Content-Range: ${contentRange}`],
				...['--write-out', '%{time_total}\n', '--form', `file=@${path};type=video/mp4`, url],
			]);
			const { stdout } = await promisify(execFile)('curl', args);
			const seconds = stdout.trim().split('\n').map(Number);
			return seconds.reduce((sum, one) => sum + one, 0) * 1000;
		},
		stop: async () => {},
	};
}

async function cut(file: string, folder: string): Promise<Piece[]> {
	const { size } = await stat(file);
	const pieces: Piece[] = [];
	for (let from = 0; from < size; from += PIECE) {
		const to = Math.min(from + PIECE, size) - 1;
		const path = join(folder, `piece-${pieces.length}`);
		const reading = createReadStream(file, { start: from, end: to, highWaterMark: MIB });
		await pipeline(reading, createWriteStream(path));
		pieces.push({ path, contentRange: `bytes ${from}-${to}/${size}` });
	}
	return pieces;
}
