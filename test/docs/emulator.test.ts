import { faultKinds } from '../../emulator/faults/fault';
import { read } from './documents';

const PAGE = read('docs/emulator.md');

/** @returns what the rows of the tables begin with */
const rows = [...PAGE.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell]) =>
	[...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
);

test('the page of the emulator names every kind of fault, and no other', () => {
	expect(rows.filter((name) => !name.startsWith('--'))).toEqual([...faultKinds]);
});

test('the page of the emulator names every option, and no other', () => {
	const usage = /const usage = `([^`]*)`/.exec(read('emulator/main.ts'))?.[1] ?? '';
	const options = [...usage.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, name]) => name);
	expect(options.length).toBeGreaterThan(8);
	expect(rows.filter((name) => name.startsWith('--')).sort()).toEqual(options.sort());
});
