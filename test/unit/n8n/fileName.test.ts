import { shortenName } from '../../../nodes/ApiVideo/n8n/fileName';

it.each([
	['film.mp4', 'film.mp4'],
	['x'.repeat(255), 'x'.repeat(255)],
	['x'.repeat(256), 'x'.repeat(255)],
	[`${'x'.repeat(252)}.mp4`, `${'x'.repeat(251)}.mp4`],
	// What is longer than ten characters is no extension.
	[`${'x'.repeat(300)}.${'y'.repeat(10)}`, `${'x'.repeat(244)}.${'y'.repeat(10)}`],
	[`${'x'.repeat(300)}.${'y'.repeat(11)}`, 'x'.repeat(255)],
	[`${'x'.repeat(300)}.`, 'x'.repeat(255)],
	// A character of two units is not taken apart, and counts once.
	['😀'.repeat(255), '😀'.repeat(255)],
	['😀'.repeat(300), '😀'.repeat(255)],
	[`${'😀'.repeat(300)}.mp4`, `${'😀'.repeat(251)}.mp4`],
])('a name has 255 characters at most, and keeps its extension: %#', (name, shortened) => {
	expect(shortenName(name)).toBe(shortened);
});
