import { explain } from '../../../nodes/ApiVideo/api/explain';
import type { Outcome } from '../../../nodes/ApiVideo/upload';
import { answer } from '../support/handTransport';
import { SLUGS } from '../support/slugs';
import { expectReadable } from '../support/troubles';

const BY_BYTES = 'video-content-range-by-bytes-';
const BY_PART = 'video-content-range-by-part-';

const ALTERED =
	/^Something between n8n and api\.video, such as a proxy or firewall, .*proxy of n8n/;
const NEW_VIDEO = /new video: remove Resume Video from Options, .*Video > Delete\.$/;
const SAME_FILE = /^Use the very file it was begun with\. .*new video/;
const NO_BYTES = /at least one byte/;
const UNREADABLE = 'api.video could not tell which part of the file it was sent';
const TOO_LARGE = 'The file is too large for api.video';
const TOO_MANY = 'The file would arrive in more chunks than api.video takes, which are 10,000';
const TOO_SMALL = 'A chunk of the file is smaller than api.video takes';
const OTHERS = 'Somebody else is uploading to the same video';

/** What every slug that speaks of a file says, whatever else stands in the answer. */
const FILE_SLUGS: Array<[slug: string, message: string, advice: RegExp]> = [
	['uploaded-file-empty', 'The file is empty', NO_BYTES],
	['uploaded-file-extension-invalid', 'api.video cannot use this file as a video', /download page/],
	['uploaded-file-invalid-file', 'api.video cannot use this file as a video', /download page/],
	['uploaded-file-multiple-files', 'api.video received more than one file in one request', ALTERED],
	['uploaded-file-no-file', 'The request reached api.video without the file', ALTERED],
	['uploaded-file-too-large', TOO_LARGE, /30 GiB/],
	[
		'video-source-already-uploaded',
		'The video already has its file, uploaded earlier',
		/new video/,
	],
	[
		'video-source-already-downloaded',
		'The video already has its file, imported from a web address earlier',
		/new video/,
	],
	[
		'video-source-already-copied',
		'The video already has its file, copied from another video earlier',
		/new video/,
	],
	['video-content-range-malformed', UNREADABLE, ALTERED],
	[
		'video-content-range-already-initiated',
		'The upload of this video was begun in chunks, so that api.video does not take the file in one piece',
		NEW_VIDEO,
	],
	[
		'video-content-range-started-with-bytes',
		'The upload of this video was begun in ranges of bytes, and cannot go on in numbered parts',
		NEW_VIDEO,
	],
	[
		'video-content-range-started-with-part',
		'The upload of this video was begun in numbered parts, and cannot go on in ranges of bytes',
		NEW_VIDEO,
	],
	[
		`${BY_BYTES}different-total-bytes`,
		'The upload of this video was begun with a file of another size',
		SAME_FILE,
	],
	[`${BY_BYTES}from-byte-too-high`, UNREADABLE, ALTERED],
	[
		`${BY_BYTES}range-mismatch`,
		'api.video received another number of bytes than was sent of the file',
		ALTERED,
	],
	[`${BY_BYTES}range-overlap`, OTHERS, /only one execution/],
	[`${BY_BYTES}range-too-small`, TOO_SMALL, /Chunk Size under Options to 5 MiB or more/],
	[
		`${BY_BYTES}range-too-large`,
		'A chunk of the file is larger than api.video takes in one request',
		/Chunk Size under Options to a smaller value/,
	],
	[`${BY_BYTES}to-byte-too-high-allowed`, TOO_LARGE, /30 GiB/],
	[
		`${BY_BYTES}to-byte-too-high-total`,
		'The file is larger than the one with which the upload of this video was begun',
		SAME_FILE,
	],
	[`${BY_BYTES}total-bytes-too-high`, TOO_LARGE, /30 GiB/],
	[
		`${BY_BYTES}total-bytes-too-low`,
		'The file is smaller than what api.video already holds of this video',
		SAME_FILE,
	],
	[`${BY_BYTES}total-bytes-zero`, 'The file is empty', NO_BYTES],
	[
		`${BY_PART}different-total-parts`,
		'The upload of this video was begun with another number of parts',
		NEW_VIDEO,
	],
	[`${BY_PART}part-already-sent`, OTHERS, /only one execution/],
	[`${BY_PART}part-too-high-allowed`, TOO_MANY, /larger Chunk Size/],
	[`${BY_PART}part-too-high-total`, UNREADABLE, ALTERED],
	[`${BY_PART}part-zero`, UNREADABLE, ALTERED],
	[`${BY_PART}total-parts-too-high`, TOO_MANY, /larger Chunk Size/],
	[
		`${BY_PART}total-parts-too-low`,
		'The file has fewer parts than api.video already holds of this video',
		NEW_VIDEO,
	],
	[`${BY_PART}total-parts-zero`, 'The file is empty', NO_BYTES],
	[`${BY_PART}uploaded-file-too-small`, TOO_SMALL, /Chunk Size under Options to 5 MiB or more/],
];

const typeOf = (slug: string) => `https://docs.api.video/reference/${slug}`;
const TITLE = 'What the title says.';
const said = (body: object): Outcome => answer(400, { title: TITLE, status: 400, ...body });
/** Two answers in one: the specification's example of an upload lists all its slugs like this. */
const entry = (slug: string, name = 'file') => ({ type: typeOf(slug), title: TITLE, name });

/** The forms in which the specification and the emulator show such answers, and some in between. */
const FORMS: Array<[form: string, (slug: string) => Outcome]> = [
	['a type alone', (slug) => answer(400, { type: typeOf(slug) })],
	['a title', (slug) => said({ type: typeOf(slug) })],
	['the name of the form field', (slug) => said(entry(slug))],
	['the name of the header', (slug) => said(entry(slug, 'Content-Range'))],
	['an empty name', (slug) => said(entry(slug, ''))],
	['a name in its own words', (slug) => said(entry(slug, 'header.Content-Range'))],
	['problems as well', (slug) => said({ ...entry(slug), problems: [entry(slug), entry(slug)] })],
	[
		'problems of another kind as well',
		(slug) => said({ ...entry(slug), problems: [entry('invalid-attribute', 'title')] }),
	],
	['problems alone', (slug) => said({ problems: [entry(slug), entry('uploaded-file-empty')] })],
	[
		'problems below a general type',
		(slug) => said({ ...entry('invalid-attribute'), problems: [entry(slug)] }),
	],
];

const SPOKEN_OF = /^(?:uploaded-file|video-source|video-content-range)-/;

it('has words for every slug that speaks of a file', () => {
	const all = SLUGS.map(([slug]) => slug).filter((slug) => SPOKEN_OF.test(slug));
	expect(FILE_SLUGS.map(([slug]) => slug).sort()).toEqual(all.sort());
});

describe.each(FORMS)('an answer with %s', (_form, form) => {
	it.each(FILE_SLUGS)('%s says what happened to the file', (slug, message, advice) => {
		const trouble = explain(form(slug));
		expectReadable(trouble);
		// The reason is quoted where the slug alone does not say why.
		const quoted = `${message}: What the title says`;
		expect([message, quoted]).toContain(trouble.message);
		expect(trouble.message === quoted).toBe(
			/cannot use/.test(message) && JSON.stringify(form(slug)).includes(TITLE),
		);
		expect(trouble.advice).toMatch(advice);
		expect(trouble.advice).not.toMatch(/Content.Range|Change it|api\.video says/);
	});
});

describe('the detail', () => {
	const detail = 'It means\n this  here..';
	const DETAILED: Array<[where: string, (slug: string) => Outcome]> = [
		['on top', (slug) => said({ ...entry(slug), detail })],
		['on top of problems', (slug) => said({ ...entry(slug), detail, problems: [entry(slug)] })],
		['in a problem', (slug) => said({ ...entry(slug), problems: [{ ...entry(slug), detail }] })],
		['in a problem alone', (slug) => said({ problems: [{ ...entry(slug), detail }] })],
		['above a problem alone', (slug) => said({ detail, problems: [entry(slug)] })],
	];

	describe.each(DETAILED)('%s', (_where, form) => {
		it.each(FILE_SLUGS)('of %s is shown once', (slug, message) => {
			const trouble = explain(form(slug));
			expectReadable(trouble);
			expect(`${trouble.message} ${trouble.advice}`.match(/It means this here/g)).toHaveLength(1);
			if (trouble.message === message) {
				expect(trouble.advice).toMatch(/ api\.video says: It means this here\.$/);
			} else {
				expect(trouble.message).toBe(`${message}: It means this here`);
			}
		});
	});
});

describe('a file that is no video', () => {
	const refused = (slug: string, fileUse: string) =>
		explain(said({ ...entry(slug), title: 'Only [jpeg] extensions are supported.' }), { fileUse });

	it.each([
		['a thumbnail', /^Use a JPEG image, .* may refuse PNG and WebP/],
		['the thumbnail of a live stream', /^Use a JPEG image, .* may refuse PNG and WebP/],
		['a watermark', /^Use a JPEG or PNG image\./],
		['a logo', /^Use a JPEG or PNG image\./],
		['captions', /^Use a WebVTT file \(\.vtt\)\.$/],
		['chapters', /^Use a WebVTT file \(\.vtt\)\.$/],
		['something new', /^Check that Input Binary Field holds a file for something new\./],
	])('is told which formats can be used as %s', (fileUse, advice) => {
		for (const slug of ['uploaded-file-extension-invalid', 'uploaded-file-invalid-file']) {
			const trouble = refused(slug, fileUse);
			expectReadable(trouble);
			expect(trouble.message).toBe(
				`api.video cannot use this file as ${fileUse}: Only [jpeg] extensions are supported`,
			);
			expect(trouble.advice).toMatch(advice);
		}
	});

	it.each([
		['uploaded-file-empty', 'The file is empty'],
		['uploaded-file-multiple-files', 'api.video received more than one file in one request'],
		['uploaded-file-no-file', 'The request reached api.video without the file'],
		['uploaded-file-too-large', 'The file is too large for a logo'],
		[
			'uploaded-file-brand-new',
			'api.video did not take the file as a logo: Only [jpeg] extensions are supported',
		],
	])('is not called one: %s', (slug, message) => {
		const trouble = refused(slug, 'a logo');
		expectReadable(trouble);
		expect(trouble.message).toBe(message);
		expect(`${trouble.message} ${trouble.advice}`).not.toMatch(/\bvideo\b(?<!api\.video)|GiB/);
	});
});

it.each(['uploaded-file-brand-new', 'video-content-range-by-bytes-brand-new'])(
	'a new slug is told as one of a file: %s',
	(slug) => {
		const trouble = explain(said(entry(slug, 'Content-Range')));
		expectReadable(trouble);
		expect(trouble.message).toBe('api.video did not take a part of the file: What the title says');
		expect(trouble.advice).toMatch(/Check the file, and Chunk Size under Options/);
		expect(explain(answer(400, { type: typeOf(slug) })).message).toContain(slug);
	},
);

it('names all values at fault where the file is one of several', () => {
	const problems = [entry('uploaded-file-no-file'), entry('attribute-required', 'title')];
	const { message } = explain(said({ ...entry('invalid-attribute', 'title'), problems }));
	expect(message).toBe('api.video does not accept the value of Input Binary Field, Title');
});
