import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readDate } from '../../../nodes/ApiVideo/values/date';
import { expectReadable, troubleOf } from '../support/troubles';

const PARIS = 'Europe/Paris';
const at = (iso: string) => Date.parse(iso);
const read = (value: unknown, zone = PARIS) => readDate(value, 'From', zone);

describe('without a time zone it is in that of the workflow', () => {
	it.each([
		'2026-11-25 10:00',
		'2026-11-25T10:00',
		'2026-11-25t10:00:00.000',
		'2026-11-25T10:00:00,000000',
		'2026/11/25 10:00',
		'2026.11.25 10:00',
		'Nov 25, 2026 10:00',
		'Nov. 25 2026, 10:00',
		'November 25th, 2026 at 10:00 AM',
		'25 Nov 2026 10:00',
		'25 November 2026 10 am',
		'25th of november 2026, 10:00 a.m.',
		'25. November 2026 10:00',
		'25-Nov-2026 10:00',
		'2026 Nov 25 10:00',
		'Wed, Nov 25, 2026 10:00',
		'Wednesday, 25 November 2026 10:00:00',
		'11/25/2026 10:00',
		'11/25/2026, 10:00:00\u202fAM',
		'25/11/2026 10:00',
		'25.11.2026 10:00',
		'25-11-2026 10:00',
		' 2026-11-25\t10:00 ',
	])('%s', (text) => {
		expect(read(text)).toBe(at('2026-11-25T09:00:00Z'));
		expect(read(text, 'Asia/Kolkata')).toBe(at('2026-11-25T04:30:00Z'));
	});

	it.each([
		['2026-07-01', '2026-06-30T22:00:00Z'],
		['July 1, 2026', '2026-06-30T22:00:00Z'],
		['2026-02-28 24:00', '2026-02-28T23:00:00Z'],
		['2026-11-25 12:30 AM', '2026-11-24T23:30:00Z'],
		['2026-11-25 12:30 PM', '2026-11-25T11:30:00Z'],
		['2026-11-25 11:59:59.1239 pm', '2026-11-25T22:59:59.123Z'],
		['05/05/2026', '2026-05-04T22:00:00Z'],
		['2024-02-29', '2024-02-28T23:00:00Z'],
		['2026-01-01', '2025-12-31T23:00:00Z'],
		['31.12.2026 23:59', '2026-12-31T22:59:00Z'],
		['12/31/2026', '2026-12-30T23:00:00Z'],
		['2026-03-29 01:59', '2026-03-29T00:59:00Z'],
		['2026-03-29 03:00', '2026-03-29T01:00:00Z'],
		['2026-10-25 01:59', '2026-10-24T23:59:00Z'],
		['2026-10-25 03:00', '2026-10-25T02:00:00Z'],
	])('%s in Paris', (text, iso) => {
		expect(read(text)).toBe(at(iso));
	});
});

describe('with a time zone it is as it says', () => {
	it.each([
		'2026-11-25T10:00:00Z',
		'2026-11-25 10:00 UTC',
		'2026-11-25T12:00+02:00',
		'2026-11-25T12:00+02',
		'2026-11-25T07:00-0300',
		'Nov 25, 2026 12:00 GMT+2',
		'Nov 25, 2026 12:00 UTC+02:00',
		'Wed, 25 Nov 2026 10:00:00 GMT',
		'Wed, 25 Nov 2026 05:00:00 EST',
		'Wed Nov 25 2026 11:00:00 GMT+0100 (Central European Standard Time)',
		'2026-11-25 11:00 Europe/Paris',
		'2026-11-25 19:00 Asia/Tokyo',
		'2026-11-25 05:00 America/New_York',
		'2026-11-25 5:00 AM America/New_York',
		'2026-11-25 07:00 America/Sao_Paulo',
	])('%s', (text) => {
		expect(read(text, 'Asia/Kolkata')).toBe(at('2026-11-25T10:00:00Z'));
	});

	it('an hour that the clocks show twice is one of them', () => {
		expect(read('2026-10-25T02:30:00+02:00')).toBe(at('2026-10-25T00:30:00Z'));
		expect(read('2026-10-25T02:30:00+01:00')).toBe(at('2026-10-25T01:30:00Z'));
	});
});

it.each<[unknown, number | undefined]>([
	[new Date(7), 7],
	[{ toMillis: () => 7 }, 7],
	['', undefined],
	[' ', undefined],
	[null, undefined],
	[undefined, undefined],
])('%p is %p', (value, time) => {
	expect(read(value)).toBe(time);
});

describe('what is no date is refused', () => {
	it.each([
		'soon',
		'film 7',
		'1, 1',
		'tomorrow',
		'2026-11',
		'November 2026',
		'10:00',
		'2026-02-31',
		'February 29, 2026',
		'31.04.2026',
		'2026-13-01',
		'2026-00-10',
		'2026-11-00',
		'0026-11-25',
		'25/11/26',
		'25-11/2026',
		'20261-11-25',
		'2026-11-251',
		'2026-11-25 10',
		'2026-11-25 25:00',
		'2026-11-25 24:01',
		'2026-11-25 10:60',
		'2026-11-25 10:00:60',
		'2026-11-25 13:00 PM',
		'2026-11-25 0:30 AM',
		'2026-11-25 10:00 CET',
		'2026-11-25 10:00 constructor',
		'2026-11-25 10:00 Europe/Nowhere',
		'2026-11-25 10:00+15:00',
		'2026-11-25 10:00 and more',
		'on 2026-11-25',
		'2026-11-25 2026-11-26',
		'Thu, 25 Nov 2026 10:00:00 GMT',
		true,
		{},
		['2026-11-23'],
	])('%p', async (value) => {
		const trouble = await troubleOf(() => read(value));
		expectReadable(trouble);
		expect(trouble.message).toMatch(/^From is not a date: '/);
		expect(trouble.advice).toMatch(/calendar/);
	});

	it.each([
		7,
		0,
		-1,
		'2026',
		1_764_000_000,
		1_764_000_000_000,
		'1764000000',
		' 7.5 ',
		'20261125',
		NaN,
	])('%p is a number: it could be seconds or milliseconds', async (value) => {
		const trouble = await troubleOf(() => read(value));
		expect(trouble.message).toMatch(/^From is not a date: '/);
		expect(trouble.advice).toMatch(/fromSeconds.*fromMillis/);
	});

	it.each([new Date(NaN), { toMillis: () => NaN }, { toMillis: () => 'x' }])(
		'%p is none',
		async (value) => {
			expect((await troubleOf(() => read(value))).message).toBe('From is not a date');
		},
	);
});

describe('what could be two dates is refused', () => {
	it.each(['03/04/2026', '3.4.2026', '03-04-2026 10:00', '12/11/2026 10:00 GMT'])(
		'%s',
		async (value) => {
			const trouble = await troubleOf(() => read(value));
			expectReadable(trouble);
			expect(trouble.message).toBe(`From can be read in two ways: '${value}'`);
			expect(trouble.advice).toMatch(/year first/);
		},
	);

	it.each([
		['2026-03-29 02:30', PARIS, 'skip'],
		['2026-10-25 02:30', PARIS, 'show twice'],
		['2026-10-25 02:00:00', PARIS, 'show twice'],
		['Nov 1, 2026 1:30 AM', 'America/New_York', 'show twice'],
		['2026-10-04 02:15', 'Australia/Lord_Howe', 'skip'],
		['2026-04-05 01:45', 'Australia/Lord_Howe', 'show twice'],
	])('%s in %s', async (value, zone, what) => {
		const trouble = await troubleOf(() => read(value, zone));
		expectReadable(trouble);
		expect(trouble.message).toBe(`From is a time that the clocks in ${zone} ${what}: '${value}'`);
	});
});

it('the time zone and the language of the computer do not matter', () => {
	const reader = join(__dirname, '../../../nodes/ApiVideo/values/date.ts');
	const texts = ['Nov 25, 2026 10:00', '2026/11/25 10:00', '2026-11-25', '25.11.2026 10:00'];
	const script = `const { readDate } = require(${JSON.stringify(reader)});
		console.log(JSON.stringify(${JSON.stringify(texts)}.map((text) => readDate(text, 'From', 'Europe/Paris'))));`;
	const env = { ...process.env, TZ: 'Pacific/Kiritimati', LC_ALL: 'ar_EG.UTF-8' };
	const tsx = ['--require', 'tsx/cjs', '--eval', script];
	const cwd = join(__dirname, '../../..');
	const found = execFileSync(process.execPath, tsx, { env, cwd, encoding: 'utf8' });
	expect(JSON.parse(found)).toEqual(texts.map((text) => read(text)));
	expect(read(texts[0])).toBe(at('2026-11-25T09:00:00Z'));
});
