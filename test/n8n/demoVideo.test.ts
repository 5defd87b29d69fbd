import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideo, sha256OfFile, temporaryFolder, tinyVideo } from '../../scripts/lib/lab';

let folder: string;

beforeAll(async () => {
	folder = await temporaryFolder('test');
});

afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** Names and sizes of the boxes at the top of an MP4 file. */
function boxes(file: Buffer) {
	const found: Array<[name: string, size: number]> = [];
	for (let offset = 0; offset < file.length; ) {
		const name = file.toString('latin1', offset + 4, offset + 8);
		const short = file.readUInt32BE(offset);
		const size = short === 1 ? Number(file.readBigUInt64BE(offset + 8)) : short;
		found.push([name, size]);
		offset += size;
	}
	return found;
}

it('is the tiny video and one free box, of exactly the size asked for', async () => {
	const tiny = await readFile(tinyVideo);
	const path = join(folder, 'big.mp4');

	await makeVideo(path, 9_000_001);

	const file = await readFile(path);
	expect(file).toHaveLength(9_000_001);
	expect(boxes(file)).toEqual([...boxes(tiny), ['free', 9_000_001 - tiny.length]]);
	expect(file.subarray(0, tiny.length).equals(tiny)).toBe(true);
});

it('can be played before all of it has arrived: the index comes first', async () => {
	const names = boxes(await readFile(tinyVideo)).map(([name]) => name);
	expect(names.indexOf('moov')).toBeLessThan(names.indexOf('mdat'));
});

it('is the same each time, and another one with another seed', async () => {
	const hashes = [];
	for (const seed of [1, 1, 2]) {
		const path = join(folder, 'seed.mp4');
		await makeVideo(path, 50_000, { seed });
		hashes.push(await sha256OfFile(path));
	}
	expect(hashes[0]).toBe(hashes[1]);
	expect(hashes[0]).not.toBe(hashes[2]);
});
