import { newestEntry } from '../../../scripts/release/changelog';

describe('the newest entry of the changelog', () => {
	it.each([
		[
			'of two',
			'# Changelog\n\nWords.\n\n## 1.2.0\n\n- One\n\n### More\n\n- Two\n\n## 1.1.0\n\n- Old\n',
			'1.2.0',
			'- One\n\n### More\n\n- Two',
		],
		['of one', '# Changelog\n\n## 0.1.0\n\nFirst version.\n', '0.1.0', 'First version.'],
		['without blank lines', '## 2.0.0\n- One\n## 1.0.0\n- Old\n', '2.0.0', '- One'],
	])('%s', (_what, text, version, notes) => {
		expect(newestEntry(text)).toEqual({ version, notes });
	});

	it.each([
		['nothing', '', /names no version/],
		['no heading', '# Changelog\n', /names no version/],
		[
			'a heading that is no version',
			'## Unreleased\n\n- One\n\n## 1.0.0\n\n- Old\n',
			/names no version/,
		],
		['a version with a date', '## 1.2.0 (2026-11-27)\n\n- One\n', /names no version/],
		['a trial version', '## 2.0.0-beta.1\n\n- Try it\n', /names no version/],
		['two numbers', '## 1.2\n\n- One\n', /names no version/],
		['no words', '## 1.2.0\n\n## 1.1.0\n\n- Old\n', /says nothing about 1\.2\.0/],
	])('stops at %s', (_what, text, message) => {
		expect(() => newestEntry(text)).toThrow(message);
	});
});
