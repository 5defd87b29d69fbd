import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { documents, read, root, withoutCode } from './documents';

const FILES = documents();

/** What links and pictures lead to, in Markdown and in HTML. */
const TARGETS =
	/\]\(\s*<?([^)\s>]+)|^\[[^\]]+\]:\s*(\S+)|<(?:a|img|source)\s[^>]*?(?:href|src(?:set)?)="([^"]+)"/gm;

/** @returns what a document links to, but for addresses on the web */
function linksOf(text: string): string[] {
	return [...withoutCode(text).matchAll(TARGETS)]
		.map(([, ...forms]) => forms.find((form) => form !== undefined) ?? '')
		.filter((target) => !/^[a-z]+:/i.test(target));
}

/** @returns the anchors that GitHub gives the headings of a document */
function anchorsOf(text: string): string[] {
	const seen = new Map<string, number>();
	const body = text.replace(/^( *)(```+|~~~+)[^\n]*\n[^]*?^\1\2 *$/gm, '');
	return [...body.matchAll(/^#{1,6} +(.*)$/gm)].map(([, heading]) => {
		const words = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.replace(/(?<!\w)_([^_]+)_(?!\w)/g, '$1')
			.toLowerCase();
		const anchor = words
			.replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
			.trim()
			.replace(/ /g, '-');
		const before = seen.get(anchor) ?? 0;
		seen.set(anchor, before + 1);
		return before === 0 ? anchor : `${anchor}-${before}`;
	});
}

/** @returns the links of a document that lead nowhere */
function broken(file: string, text: string): string[] {
	return linksOf(text).filter((link) => {
		const [path, anchor] = decodeURI(link).split('#');
		const target = path === '' ? file : normalize(join(dirname(file), path));
		if (path !== '' && !existsSync(join(root, target))) return true;
		if (anchor === undefined || !target.endsWith('.md')) return false;
		return !anchorsOf(path === '' ? text : read(target)).includes(anchor);
	});
}

test.each([
	['a file', '[x](gone.md)', ['gone.md']],
	['an anchor of its own', '# One\n\n[x](#one) [y](#two)', ['#two']],
	[
		'an anchor elsewhere',
		'[x](../CONTRIBUTING.md#rules) [y](../CONTRIBUTING.md#fun)',
		['../CONTRIBUTING.md#fun'],
	],
	[
		'a picture',
		'![x](images/gone.png) <img alt="" src="images/gone.svg">',
		['images/gone.png', 'images/gone.svg'],
	],
	['a reference', '[x][one]\n\n[one]: gone.md', ['gone.md']],
	['the second of two equal headings', '# A\n# A\n[x](#a-1) [y](#a-2)', ['#a-2']],
])('a link that leads nowhere is seen: %s', (_what, text, links) => {
	expect(broken('docs/some.md', text)).toEqual(links);
});

test.each([
	['the web', '[x](https://docs.api.video) <mailto:x@example.com>'],
	['code', '`[x](gone.md)`\n\n```md\n[x](gone.md)\n# No\n```\n'],
	['a folder', '[x](images)'],
	['signs and codes in a heading', '# What `a` is, and _b_!\n[x](#what-a-is-and-b)'],
])('%s is none', (_what, text) => {
	expect(broken('docs/some.md', text)).toEqual([]);
});

test.each(FILES)('the links of %s lead somewhere', (file) => {
	expect(broken(file, read(file))).toEqual([]);
});

test('the index names every document, and every record of a decision', () => {
	const linked = (index: string) =>
		linksOf(read(index)).map((link) => normalize(join(dirname(index), link)));
	const named = [...linked('docs/README.md'), ...linked('docs/decisions/README.md')];
	const inDocs = FILES.filter((file) => file.startsWith('docs/') && !file.endsWith('README.md'));
	expect(inDocs.length).toBeGreaterThan(10);
	expect(inDocs.filter((file) => !named.includes(file))).toEqual([]);
});
