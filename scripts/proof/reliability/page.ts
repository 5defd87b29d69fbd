import { markOf, type Finding } from '../findings';
import { asFindings, asTable } from '../page';
import type { Chapter, Chapters, Origin } from './chapter';
import { SHORT_FORMS } from './shortForms';

/**
 * The page docs/reliability.md.
 *
 * @param names of all proofs; a proof without a chapter is named as one that was not run
 * @returns Markdown
 */
export function reliabilityPage(names: readonly string[], chapters: Chapters): string {
	const rows = names.map((name) => summaryOf(name, chapters[name]));
	return [
		'# Reliability',
		'',
		'What was seen of the node with real ones: n8n as npm installs it, and whatever else a chapter names; only api.video itself is',
		"the project's [emulator](emulator.md). `npm run proof` looks at all of it and writes this page; it is not edited by hand.",
		'`npm run proof -- <name>` looks at one thing again, and replaces its chapter. So each chapter has the date, the commit',
		'and the machine of its own run.',
		'',
		...asTable(
			['`npm run proof --`', 'what', 'date', 'commit', 'seen', 'short form in `.ci/run`'],
			rows,
		),
		'',
		...names.flatMap((name) => (chapters[name] ? chapterLines(chapters[name]) : [])),
	].join('\n');
}

function summaryOf(name: string, chapter: Chapter | undefined): string[] {
	const shortForm = SHORT_FORMS[name] ?? 'none';
	if (chapter === undefined) return [`\`${name}\``, '', '**not run**', '', '', shortForm];
	const { section, date, origin } = chapter;
	const title = `[${section.title}](#${anchorOf(section.title)})`;
	return [
		`\`${name}\``,
		title,
		dayOf(date),
		shortCommit(origin),
		countOf(section.findings),
		shortForm,
	];
}

function chapterLines({ section, date, seconds, origin, machine }: Chapter): string[] {
	return [
		`## ${section.title}`,
		'',
		section.about,
		'',
		`Run on ${dayOf(date)} in ${durationOf(seconds)}, of ${originText(origin)}, on ${machine}.`,
		'',
		...asFindings(section.findings),
		'',
	];
}

const dayOf = (date: string) => date.slice(0, 10);

const shortCommit = ({ commit, changed }: Origin) =>
	commit === undefined ? 'unknown' : `${commit.slice(0, 7)}${changed > 0 ? ', **changed**' : ''}`;

function originText({ commit, changed }: Origin): string {
	if (commit === undefined) return 'files that are no clone';
	const files = changed === 1 ? '1 file' : `${changed} files`;
	return `commit ${commit.slice(0, 7)} ${changed === 0 ? 'and nothing else' : `**with changes in ${files}**`}`;
}

function countOf(findings: readonly Finding[]): string {
	const kinds = ['ok', 'not ok', 'cannot be'];
	return kinds
		.map((kind) => ({ kind, count: findings.filter((one) => markOf(one) === kind).length }))
		.filter(({ kind, count }) => count > 0 || kind === 'ok')
		.map(({ kind, count }) => (kind === 'not ok' ? `**${count} ${kind}**` : `${count} ${kind}`))
		.join(', ');
}

function durationOf(seconds: number): string {
	return seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
}

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.trim()
		.replaceAll(' ', '-');
