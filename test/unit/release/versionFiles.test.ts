import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION_FILES, withVersion } from '../../../scripts/release/versionFiles';
import { version } from '../../../package.json';

const ROOT = join(__dirname, '../../..');
const OTHER = '98.76.54';

describe.each(VERSION_FILES)('$path', (file) => {
	const text = readFileSync(join(ROOT, file.path), 'utf8');

	it('names the version of the package, and can name another one', () => {
		expect(withVersion(file, text, version)).toBe(text);
		const changed = withVersion(file, text, OTHER);
		expect(changed.split(OTHER)).toHaveLength(file.times + 1);
		expect(withVersion(file, changed, version)).toBe(text);
	});

	it('is not written where there is no version', () => {
		expect(() => withVersion(file, text.replaceAll(version, ''), OTHER)).toThrow(file.path);
	});
});
