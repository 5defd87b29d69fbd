import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce, isInstalled, temporaryFolder } from '../../scripts/lib/lab';

let cache: string;
let folder: string;

beforeEach(async () => {
	cache = await temporaryFolder('test');
	folder = join(cache, 'thing-1.0.0');
});

afterEach(async () => await rm(cache, { recursive: true, force: true }));

const write = async (unfinished: string) => await writeFile(join(unfinished, 'thing'), 'complete');

it('installs once', async () => {
	const install = jest.fn(write);

	await installOnce(folder, install);
	await installOnce(folder, install);

	expect(install).toHaveBeenCalledTimes(1);
	expect(isInstalled(folder)).toBe(true);
	expect(await readFile(join(folder, 'thing'), 'utf8')).toBe('complete');
	expect(await readdir(cache)).toEqual(['thing-1.0.0']);
});

it('installs once when two ask at the same time; the other waits', async () => {
	let goOn = () => {};
	const otherWaits = new Promise<void>((resolve) => (goOn = resolve));
	// Done before the other one has looked, there would be nothing to wait for.
	const install = jest.fn(async (unfinished: string) => {
		await otherWaits;
		await write(unfinished);
	});
	const onWait = jest.fn(goOn);

	// Either may come first.
	await Promise.all([1, 2].map(() => installOnce(folder, install, { onWait })));

	expect(install).toHaveBeenCalledTimes(1);
	expect(onWait).toHaveBeenCalledTimes(1);
});

it('leaves nothing behind when it is interrupted, and begins anew', async () => {
	const interrupted = installOnce(folder, async (unfinished) => {
		await write(unfinished);
		throw new RangeError('interrupted');
	});

	await expect(interrupted).rejects.toThrow('interrupted');
	expect(isInstalled(folder)).toBe(false);
	expect(await readdir(cache)).toEqual([]);

	await installOnce(folder, write);
	expect(isInstalled(folder)).toBe(true);
});

it('takes over from a process that was killed', async () => {
	await mkdir(`${folder}.unfinished-0000`);
	await write(`${folder}.unfinished-0000`);
	await writeFile(`${folder}.lock`, 'the killed process');
	const longAgo = new Date(Date.now() - 60_000);
	await utimes(`${folder}.lock`, longAgo, longAgo);

	await installOnce(folder, write);

	expect(isInstalled(folder)).toBe(true);
	expect(await readdir(cache)).toEqual(['thing-1.0.0']);
});

it('waits for a process that is alive, until it is told to stop', async () => {
	await writeFile(`${folder}.lock`, 'somebody');
	const controller = new AbortController();

	const waiting = installOnce(folder, write, {
		signal: controller.signal,
		onWait: () => controller.abort(),
	});

	await expect(waiting).rejects.toThrow(/abort/i);
	expect(await readdir(cache)).toEqual(['thing-1.0.0.lock']);
});
