import type { Often } from './often';

/** An answer that has nothing to do with the file. */
export interface Instead extends Often {
	/** One of the usual ones, or `text`. */
	page: 'login' | 'virus-scan' | 'json' | 'empty' | 'text';
	/** Default 200. */
	status?: number;
	/** Further headers. */
	headers?: Record<string, string>;
	/** Content-Type of a `text`; undefined: the header is missing. */
	type?: string;
	/** The body of a `text`. */
	text?: string;
}

const HTML = 'text/html; charset=utf-8';

const LOGIN = `<!DOCTYPE html>
<html><head><title>Sign in</title></head><body>
<form method="post" action="/login"><input name="user"><input name="password" type="password"></form>
</body></html>
`;

// What Google Drive says of files that are too large for its scan, in our words.
const VIRUS_SCAN = `<!DOCTYPE html>
<html><head><title>Google Drive - Virus scan warning</title></head><body>
<p>This file is too large to be scanned for viruses.</p>
<form id="download-form" action="/download" method="get"><input type="submit" value="Download anyway"></form>
</body></html>
`;

/** Content-Type and body of an answer. */
export function pageOf({ page, type, text = '' }: Instead): { type?: string; text: string } {
	switch (page) {
		case 'login':
			return { type: HTML, text: LOGIN };
		case 'virus-scan':
			return { type: HTML, text: VIRUS_SCAN };
		case 'json':
			return { type: 'application/json', text: '{"message":"Something went wrong."}' };
		case 'empty':
			return { type: 'video/mp4', text: '' };
		case 'text':
			return { type, text };
	}
}
