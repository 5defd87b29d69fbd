import { n8n3 } from './n8n3';
import { asTable, plain } from './page';
import type { Check, Column } from './matrix';

/**
 * The page docs/compatibility.md.
 *
 * @param date of the run
 * @returns Markdown
 */
export function compatibilityPage(checks: Check[], columns: Column[], date: Date): string {
	const rows = checks.map(({ title }, index) => [
		title,
		...columns.map(({ outcomes }) => (outcomes[index].ok ? 'ok' : '**not ok**')),
	]);
	const notes = notesOf(checks, columns);
	return [
		'# Compatibility',
		'',
		'`npm run proof -- versions` writes this page; it is not edited by hand. The command packs the package and,',
		'for each version of n8n, does with it what n8n does with a community node that it has downloaded: unpacks it where n8n keeps',
		'them, takes all but its dependencies out of package.json, and has npm install those (there are none). It starts that n8n and',
		"drives it through the REST interface of its editor, against the project's emulator of api.video. A cell says what was seen.",
		'',
		`Date of the run: ${date.toISOString().slice(0, 10)}.`,
		'',
		...asTable(['n8n', 'Node', 'how it was installed'], columns.map(installed)),
		'',
		...asTable(['what was looked at', ...columns.map(({ version }) => version)], rows),
		'',
		...(notes.length > 0 ? ['## What was seen where it is not ok', '', ...notes, ''] : []),
		n8n3,
	].join('\n');
}

function installed({ version, nodeVersion, remarks }: Column) {
	if (nodeVersion === undefined) return [version, '-', '**could not be installed or started**'];
	return [version, nodeVersion, remarks.length > 0 ? remarks.join('; ') : 'as npm installs it'];
}

function notesOf(checks: Check[], columns: Column[]) {
	return columns.flatMap(({ version, outcomes }) =>
		outcomes.flatMap(({ ok, seen }, index) =>
			ok ? [] : [`- n8n ${version}, ${checks[index].title}: ${plain(seen)}`],
		),
	);
}
