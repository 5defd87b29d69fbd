import type { Video } from './video';

/** The page behind `assets.player`: plays what was received, and says what it is. */
export function playerPage({ videoId, attributes }: Video): string {
	const title = escapeHtml(attributes.title);
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: #10131a; color: #e8eaf0 }
main { max-width: 960px; margin: auto; padding: 24px }
video { width: 100%; background: #000; border-radius: 8px }
dt { color: #8b93a7 } dd { margin: 0 0 8px; overflow-wrap: anywhere; font-family: monospace }
</style>
</head>
<body>
<main>
<video src="/vod/${videoId}/mp4/source.mp4" controls></video>
<h1>${title}</h1>
<dl>
<dt>Video</dt><dd>${videoId}</dd>
<dt>Size</dt><dd id="size">…</dd>
<dt>SHA-256</dt><dd id="sha256">…</dd>
</dl>
</main>
<script>
fetch('/emulator/videos/${videoId}').then((answer) => answer.json()).then(({ size, sha256 }) => {
	document.getElementById('size').textContent =
		size === undefined ? 'not complete yet' : size.toLocaleString('en') + ' bytes';
	document.getElementById('sha256').textContent = sha256 ?? 'not known';
});
</script>
</body>
</html>
`;
}

/** A picture for `assets.thumbnail`, with the title on it. */
export function thumbnail({ attributes }: Video): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#1d2330"/><text x="320" y="190" fill="#e8eaf0" font-family="sans-serif" font-size="28" text-anchor="middle">${escapeHtml(attributes.title)}</text></svg>`;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
