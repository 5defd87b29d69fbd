import { plainText } from './plainText';

/** What may stand in front of the first tag. */
const PROLOGUE = /^(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|\s)*/is;

/** Tags by which web pages begin. */
const PAGE =
	/^<(?:!doctype html\b[^>]{0,40}>?|(?:html|head|body|title|meta|script|style|div|p|h1)\b)/i;

/** Texts that stand where a video should be: how they begin, and what they are. */
const KINDS: ReadonlyArray<readonly [begin: RegExp, kind: string]> = [
	[/^<(?:\?xml|!?\w{1,20})/, 'XML or HTML'],
	[/^#EXTM3U/, 'a playlist'],
	[/^%PDF-/, 'a PDF document'],
	[/^WEBVTT\b/, 'subtitles'],
	[/^\d+\s+\d+:\d\d:\d\d,\d{3} -->/, 'subtitles'],
	[/^\{(?=\s*["}])/, 'JSON'],
	[/^\[(?=\s*(?:["[{\]\d-]|true|false|null))/, 'JSON'],
	// As MP4 and Matroska files begin.
	[/^(?:data:[\w/+.-]{1,60};base64,|AAAA[\w+/]{2}|GkXfo)/, 'base64'],
];

/** The same behind a prologue. */
const TAGGED: typeof KINDS = [
	[PAGE, 'a download page'],
	[/^<svg\b/i, 'an SVG image'],
	[/^<MPD\b/, 'a playlist'],
];

/**
 * Looks whether a file is a text: a web page, an answer of a service, a playlist. No format of video is one
 * as far as that.
 *
 * @param start the first bytes of a file: some hundreds, or all of it
 * @returns what the file does or is, as in "begins with <!doctype html>: a download page, not a video"; undefined
 *   where it may be a video
 */
export function notAVideo(start: Uint8Array): string | undefined {
	const text = plainText(start)?.trimStart();
	// The text itself is not repeated: it may hold a secret.
	if (text === undefined) return markedIn(start);
	return (
		beginningIn(text.replace(PROLOGUE, ''), TAGGED) ??
		beginningIn(text, KINDS) ??
		'is plain text, not a video'
	);
}

/** A page in Shift_JIS or GBK, or with a stray control character, is no plain text here, but its tags are. */
function markedIn(start: Uint8Array): string | undefined {
	const tags = Buffer.from(start).toString('latin1').trimStart();
	return beginningIn(tags.replace(PROLOGUE, ''), TAGGED);
}

function beginningIn(text: string, kinds: typeof KINDS): string | undefined {
	for (const [pattern, kind] of kinds) {
		const [begin] = pattern.exec(text) ?? [];
		if (begin) return `begins with ${begin.replace(/\s+/g, ' ')}: ${kind}, not a video`;
	}
	return undefined;
}
