import { compatibilityPage } from '../../scripts/proof/compatibility';
import type { Column } from '../../scripts/proof/matrix';
import { table } from '../../scripts/proof/report';

const checks = [
	{ title: 'Upload', run: async () => undefined },
	{ title: 'List', run: async () => undefined },
];

const columns: Column[] = [
	{
		version: '1.123.81',
		nodeVersion: '20.20.2',
		remarks: ['without isolated-vm'],
		outcomes: [
			{ ok: true, seen: 'said on the terminal only' },
			{
				ok: false,
				seen: "n8n at 127.0.0.1:41234\nsaid | '/tmp/n8n-nodes-apivideo-proof-x1Y2z3/videos/a.mp4'",
			},
		],
	},
	{
		version: '2.99.0',
		remarks: [],
		outcomes: [
			{ ok: false, seen: 'not installed' },
			{ ok: false, seen: 'x'.repeat(1000) },
		],
	},
];

const page = compatibilityPage(checks, columns, new Date('2026-11-26T12:00:00Z'));

it('has a table of versions and checks, and the date of the run', () => {
	expect(page).toContain('2026-11-26');
	expect(page).toContain('| what was looked at | 1.123.81 | 2.99.0 |');
	expect(page).toContain('| Upload | ok | **not ok** |');
	expect(page).toContain('| List | **not ok** | **not ok** |');
	expect(page).toContain('| 1.123.81 | 20.20.2 | without isolated-vm |');
	expect(page).toContain('| 2.99.0 | - | **could not be installed or started** |');
});

it('says what was seen, in one line, without what belongs to one machine', () => {
	expect(page).toContain("- n8n 1.123.81, List: n8n at 127.0.0.1 said | '…/videos/a.mp4'\n");
	expect(page).not.toContain('said on the terminal only');
	expect(page).not.toMatch(/41234|\/tmp|x1Y2z3|x{301}/);
});

it('says what was only read about n8n 3, and that it was not tried', () => {
	expect(page).toContain('## n8n 3 (early access)');
	expect(page).toContain('**read, and not tried**');
	expect(page).toContain('N8N_UNVERIFIED_PACKAGES_ENABLED=true');
});

it('shows the same on a terminal', () => {
	expect(table(checks, columns)).toBe(
		['        1.123.81    2.99.0', 'Upload  ok          not ok', 'List    not ok      not ok'].join(
			'\n',
		),
	);
});
