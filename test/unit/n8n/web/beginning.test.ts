import { withinBeginning } from '../../../../nodes/ApiVideo/n8n/web/beginning';

const BEGINNING = Uint8Array.from([0, 1, 2, 3, 4]);

it.each<[from: number, to: number, number[] | undefined]>([
	[0, 4, [0, 1, 2, 3, 4]],
	[1, 2, [1, 2]],
	[4, 9, [4]],
	[4, 4, [4]],
	[5, 9, undefined],
])('of the bytes %d to %d the beginning of a file has %j', (from, to, bytes) => {
	const found = withinBeginning(BEGINNING, { from, to });
	expect(found && [...found]).toEqual(bytes);
	// The memory may be freed, and the beginning is needed again.
	expect(found?.buffer).not.toBe(BEGINNING.buffer);
});
