import { randomBytes } from 'node:crypto';
import { notAVideo } from '../../../nodes/ApiVideo/resources/video/notAVideo';

const WINDOW = 1024;
const utf16 = (text: string, order: 'le' | 'be', mark = true) => {
	const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
	return order === 'le' ? bytes : bytes.swap16();
};
const latin = (text: string) => Buffer.from(text, 'latin1');
const hex = (bytes: string, more = '') => Buffer.concat([Buffer.from(bytes, 'hex'), latin(more)]);
const from = (content: Buffer | string) =>
	notAVideo(Buffer.from(content as string).subarray(0, WINDOW));

describe('what stands where a video should be', () => {
	it.each<[Buffer | string, string]>([
		['<!doctype html><title>Sign in</title>', 'begins with <!doctype html>: a download page'],
		[
			'\r\n  <!DOCTYPE HTML PUBLIC "-//W3C">',
			'begins with <!DOCTYPE HTML PUBLIC "-//W3C">: a download page',
		],
		['\uFEFF<html lang="fr">', 'begins with <html: a download page'],
		['<!-- a --> <!-- b --><HEAD>', 'begins with <HEAD: a download page'],
		['<?xml version="1.0"?>\n<!DOCTYPE html>', 'begins with <!DOCTYPE html>: a download page'],
		[latin('<html><title>Réponse'), 'begins with <html: a download page'],
		[
			hex('', '<!doctype html><title>\x83\x8d\x83O\x83C\x83\x93\x81@'),
			'begins with <!doctype html>: a download page',
		],
		['<!-- a -->\n<html><body>\x00\x08', 'begins with <html: a download page'],
		[utf16('<!doctype html>', 'le'), 'begins with <!doctype html>: a download page'],
		[utf16('<!doctype html>', 'be'), 'begins with <!doctype html>: a download page'],
		[utf16('<html>', 'le', false), 'begins with <html: a download page'],
		[utf16('<html>', 'be', false), 'begins with <html: a download page'],
		['<?xml version="1.0"?><Error><Code>NoSuchKey', 'begins with <?xml: XML or HTML'],
		['<table><tr>', 'begins with <table: XML or HTML'],
		['<svg xmlns="">', 'begins with <svg: an SVG image'],
		['<?xml version="1.0"?>\n<MPD type="static">', 'begins with <MPD: a playlist'],
		['#EXTM3U\n#EXT-X-VERSION:3', 'begins with #EXTM3U: a playlist'],
		['%PDF-1.7 1 0 obj \n<< /Type /Catalog >>', 'begins with %PDF-: a PDF document'],
		['WEBVTT\n\n00:00', 'begins with WEBVTT: subtitles'],
		['1\r\n00:00:01,000 --> 00:00:02,000\r\nHi', 'begins with 1 00:00:01,000 -->: subtitles'],
		['{"error":{"code":404}}', 'begins with {: JSON'],
		['{ }', 'begins with {: JSON'],
		[' [\n{"id": 1}', 'begins with [: JSON'],
		['[]', 'begins with [: JSON'],
		['[1, 2]', 'begins with [: JSON'],
		['data:video/mp4;base64,AAAA', 'begins with data:video/mp4;base64,: base64'],
		[Buffer.from(hex('000000186674797069736f6d').toString('base64')), 'begins with AAAAGG: base64'],
		['{\\rtf1', 'is plain text'],
		['Not Found', 'is plain text'],
		['name;size\nfilm;5\n', 'is plain text'],
		['映画はありません', 'is plain text'],
		['映'.repeat(2000), 'is plain text'],
		[latin("Le fichier n'a pas été trouvé. ".repeat(20)), 'is plain text'],
		['a'.repeat(WINDOW * 3), 'is plain text'],
		[' \n\t', 'is plain text'],
		['x', 'is plain text'],
	])('%j', (content, words) => {
		expect(from(content)).toBe(`${words}, not a video`);
	});

	it('never repeats more of a text than what it begins with', () => {
		const hidden = 'of-somebody';
		for (const text of [`{"access_token":"${hidden}"}`, hidden, `<html><p>${hidden}`]) {
			expect(from(text)).not.toContain('somebody');
		}
		expect(from(`<!doctype html ${'x'.repeat(900)}`)?.length).toBeLessThan(120);
	});

	it('does not hang on a page that is hard to follow', () => {
		expect(from(`${'<!---->'.repeat(200)}x`)).toContain('not a video');
	});
});

describe('what may be a video', () => {
	it.each<[string, Buffer]>([
		['MP4', hex('00000018', 'ftypisom\x00\x00\x02\x00isomiso2')],
		['MOV that begins with its data', hex('00a31d04', 'mdat\x00\x00\x00\x01abc')],
		['Matroska', hex('1a45dfa3', '\x01\x00\x00\x00matroska')],
		['AVI', hex('', 'RIFF\x24\x10\x00\x00AVI LIST')],
		['MPEG-TS', hex('474000100000b00d', '\xff'.repeat(180))],
		['MPEG-TS that begins with stuffing', hex('471fff10', '\xff'.repeat(184))],
		['MPEG-PS', hex('000001ba44000400')],
		['MPEG-1 video', hex('000001b3')],
		['H.264', hex('0000000167640028')],
		['FLV', hex('', 'FLV\x01\x05\x00\x00\x00\x09')],
		['WMV', hex('3026b2758e66cf11')],
		['Ogg', hex('', 'OggS\x00\x02')],
		['MXF', hex('060e2b34020501010d010201')],
		['GIF', hex('', 'GIF89a\x01\x00\x01\x00')],
		['DV', hex('1f07003f')],
		['MP3', hex('', 'ID3\x03\x00\x00')],
		['MP3 without a tag', hex('fffb9064')],
		['AAC', hex('fff15080')],
		[
			'uncompressed video',
			hex('', `YUV4MPEG2 W720 H480 F25:1 Ip A1:1 C420\nFRAME\n${'P'.repeat(900)}`),
		],
		['zeros', Buffer.alloc(500)],
		['ones', Buffer.alloc(500, 0xff)],
		['a byte that is no text', hex('b6')],
	])('%s', (_format, content) => {
		for (const bytes of [content, Buffer.concat([content, randomBytes(2000)])]) {
			expect(from(bytes)).toBeUndefined();
		}
	});

	it('is whatever is random, but for a few bytes', () => {
		for (let left = 500; left > 0; left--) expect(from(randomBytes(300))).toBeUndefined();
	});
});
