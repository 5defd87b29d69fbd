import { findingOf } from '../../scripts/proof/modes';
import type { ModeSeen } from '../../scripts/proof/modes/seeModes';

const MIB = 1024 * 1024;
const S3: ModeSeen = {
	mode: 's3',
	pieces: { least: 16 * 1024, most: MIB },
	missing: [],
	growth: 90 * MIB,
	goneOnWith: true,
	closed: true,
};

it('tells what was seen of a way to keep files', () => {
	expect(findingOf(S3)).toEqual({
		title: 'mode “s3”',
		ok: true,
		seen: 'all files arrived, pieces of 16 KiB to 1 MiB, the process grew by 90 MiB, a reading that broke off was gone on with, after a cancel nothing was read',
	});
});

it.each<[string, Partial<ModeSeen>, string]>([
	['a file that did not arrive', { missing: [{ size: 5 * MIB, message: 'No' }] }, '5 MiB: No'],
	['another file', { missing: [{ size: 1 }] }, '1 bytes: another file arrived'],
	['a reading that was not gone on with', { goneOnWith: false }, 'was not gone on with'],
	['a file that was read on after a cancel', { closed: false }, 'the file was still read'],
	['memory that grows with the file', { growth: 300 * MIB }, 'grew by 300 MiB'],
])('%s is not ok', (_, changed, words) => {
	const { ok, seen } = findingOf({ ...S3, ...changed });
	expect(ok).toBe(false);
	expect(seen).toContain(words);
});

it('a mode in which n8n has all of a file in memory may need as much', () => {
	expect(findingOf({ mode: 'default', missing: [], growth: 500 * MIB }).ok).toBe(true);
});
