import { refuseSize } from '../../../nodes/ApiVideo/n8n/videoSize';
import { GIB } from '../../../nodes/ApiVideo/upload';
import { expectReadable, troubleOf } from '../support/troubles';

const refuse = (size: number) => refuseSize(size, "file 'film.mp4'", 'Run that step again.');

it.each([1, 30 * GIB])('a file of %d bytes may be a video', (size) => {
	expect(() => refuse(size)).not.toThrow();
});

it('an empty file is none', async () => {
	const { message, advice } = await troubleOf(() => refuse(0));
	expect([message, advice]).toEqual(["The file 'film.mp4' is empty", 'Run that step again.']);
});

it.each([
	[30 * GIB + 1, '30.0 GiB'],
	[31.25 * GIB, '31.3 GiB'],
	[2 ** 60, 'more than 8 PiB'],
	[Infinity, 'more than 8 PiB'],
])('a file of %d bytes is too large', async (size, shown) => {
	const trouble = await troubleOf(() => refuse(size));
	expectReadable(trouble);
	expect(trouble.message).toBe(
		`The file 'film.mp4' is too large: it has ${shown}, api.video takes 30 GiB at most`,
	);
});
