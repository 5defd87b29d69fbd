import type { INodeParameters } from 'n8n-workflow';
import { readColor } from '../../../nodes/ApiVideo/resources/playerTheme/color';
import { API_KEY, byId, useEmulator } from '../support/apiVideo';
import { allOf, expectMessage, file, images, jsonOf, lastRequest, list, operate } from './support';

const world = useEmulator();
const WHITE = 'rgba(255, 255, 255, 1)';

const COLORS: Array<[name: string, label: string]> = [
	['backgroundBottom', 'Background Bottom Color'],
	['backgroundText', 'Background Text Color'],
	['backgroundTop', 'Background Top Color'],
	['link', 'Link Color'],
	['linkActive', 'Link Active Color'],
	['linkHover', 'Link Hover Color'],
	['text', 'Text Color'],
	['trackBackground', 'Track Background Color'],
	['trackPlayed', 'Track Played Color'],
	['trackUnplayed', 'Track Unplayed Color'],
];
const FLAGS = ['enableApi', 'enableControls', 'forceAutoplay', 'forceLoop', 'hideTitle'];
const ALL: INodeParameters = Object.fromEntries([
	...COLORS.map(([name], index) => [name, `#ff00${index}${index}cc`]),
	...FLAGS.map((name, index) => [name, index % 2 === 0]),
]);
const ALL_SENT = Object.fromEntries([
	...COLORS.map(([name], index) => [name, `rgba(255, 0, ${index * 17}, .8)`]),
	...FLAGS.map((name, index) => [name, index % 2 === 0]),
]);

const run = async (operation: string, parameters: INodeParameters, items = [{}]) =>
	await operate(world, 'playerTheme', operation, parameters, { items });

async function created(name: string, additionalFields: INodeParameters = {}): Promise<string> {
	return String(jsonOf(await run('create', { name, additionalFields })).playerId);
}

/** Without a name, as only others make them. */
async function createdElsewhere(): Promise<string> {
	const authorization = `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`;
	const answer = await fetch(`${world.emulator.url}/players`, {
		method: 'POST',
		headers: { authorization },
		body: '{}',
	});
	return ((await answer.json()) as { playerId: string }).playerId;
}

describe('a color', () => {
	test.each([
		['#ff8800', 'rgba(255, 136, 0, 1)'],
		['#FF8800CC', 'rgba(255, 136, 0, .8)'],
		['#f80', 'rgba(255, 136, 0, 1)'],
		['#f808', 'rgba(255, 136, 0, .53)'],
		['#00000000', 'rgba(0, 0, 0, 0)'],
		['rgb(1,2,3)', 'rgba(1, 2, 3, 1)'],
		['rgba(1, 2, 3, .5)', 'rgba(1, 2, 3, .5)'],
		['rgba(1, 2, 3, 0.5)', 'rgba(1, 2, 3, .5)'],
		[' RGBA( 255 , 255 , 255 , 95% ) ', 'rgba(255, 255, 255, .95)'],
		['rgba(255, 255, 255, 0)', 'rgba(255, 255, 255, 0)'],
		['rgba(255, 255, 255, 1.0)', WHITE],
	])('%s goes out as %s', (given, sent) => {
		expect(readColor(given, 'Link Color')).toBe(sent);
	});
});

test('Create sends every field', async () => {
	const theme = jsonOf(await run('create', { name: ' Dark ', additionalFields: ALL }));
	expect(theme).toMatchObject({
		playerId: expect.stringMatching(/^pl/),
		name: 'Dark',
		...ALL_SENT,
	});
	const { asked, body } = lastRequest(world);
	expect(asked).toBe('POST /players');
	expect(body).toEqual({ name: 'Dark', ...ALL_SENT });
});

test('Create needs a name and nothing else', async () => {
	jsonOf(await run('create', { name: 'Dark' }));
	expect(lastRequest(world).body).toEqual({ name: 'Dark' });
	world.emulator.requests.clear();
	expectMessage(await run('create', { name: '={{ " " }}' }), /^Name is empty/, /Enter a Name/);
	expect(world.emulator.requests.entries).toEqual([]);
});

test.each(COLORS)('Create names the color that is none: %s', async (name, label) => {
	for (const [color, what] of [
		['reddish', `${label} is not a color: 'reddish'`],
		['rgba(256, 0, 0, 1)', `${label} is not a color`],
		['rgba(0, 0, 0, 2)', `${label} is not a color`],
		['', `${label} is empty`],
	]) {
		const result = await run('create', { name: 'Dark', additionalFields: { [name]: color } });
		expectMessage(result, new RegExp(what.replace(/[()]/g, '.')), /rgba\(255, 255, 255, \.95\)/);
	}
	expect(world.emulator.requests.entries).toEqual([]);
});

test('Create refuses a name that is too long', async () => {
	expectMessage(await run('create', { name: 'x'.repeat(101) }), /^Name is too long/, /100/);
});

test('Get puts out the whole theme, or what tells it from others', async () => {
	const playerId = await created('Dark', ALL);
	const parameters = { playerId: byId(playerId) };
	expect(jsonOf(await run('get', parameters))).toEqual({
		playerId,
		name: 'Dark',
		createdAt: expect.any(String),
		updatedAt: expect.any(String),
	});
	expect(lastRequest(world).asked).toBe(`GET /players/${playerId}`);
	const raw = jsonOf(await run('get', { ...parameters, simplify: false }));
	expect(raw).toMatchObject({ name: 'Dark', ...ALL_SENT });
});

test('Get Many sorts, and stops at the limit', async () => {
	for (const name of ['B', 'A', 'C']) await created(name, { link: '#ffffff' });
	const options = { sortBy: 'name', sortOrder: 'asc' };
	const all = allOf(await run('getAll', { returnAll: true, options }));
	expect(all.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
	expect(all[0]).not.toHaveProperty('link');
	expect(lastRequest(world).asked).toBe('GET /players');
	const raw = allOf(await run('getAll', { returnAll: false, limit: 1, options, simplify: false }));
	expect(raw).toMatchObject([{ name: 'A', link: WHITE }]);
});

describe('Update', () => {
	test('changes what is given and nothing else', async () => {
		const playerId = await created('Dark', { link: '#000000', hideTitle: true });
		const updateFields = { name: 'Light', link: '#ffffff', enableApi: false };
		const theme = jsonOf(await run('update', { playerId: byId(playerId), updateFields }));
		expect(theme).toMatchObject({ playerId, name: 'Light', link: WHITE, hideTitle: true });
		const { asked, body } = lastRequest(world);
		expect(asked).toBe(`PATCH /players/${playerId}`);
		expect(body).toEqual({ name: 'Light', link: WHITE, enableApi: false });
	});

	test('needs something to change, and colors', async () => {
		const playerId = byId(await created('Dark'));
		world.emulator.requests.clear();
		const none = await run('update', { playerId, updateFields: {} });
		expectMessage(none, /nothing to update/, /Update Fields/);
		const wrong = await run('update', { playerId, updateFields: { text: 'white' } });
		expectMessage(wrong, /^Text Color is not a color: 'white'/, /rgba/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

describe('a logo', () => {
	test('is uploaded with its link, shown, and deleted', async () => {
		const playerId = await created('Dark');
		const parameters = { playerId: byId(playerId), link: 'https://example.com/?a=1&b=2' };
		const items = [file('my logo.bin', images.png)];
		const theme = jsonOf(await run('uploadLogo', parameters, items));
		expect(theme).toMatchObject({ playerId, assets: { link: 'https://example.com/?a=1&b=2' } });
		const { asked, fields } = lastRequest(world);
		expect(asked).toBe(`POST /players/${playerId}/logo`);
		expect(fields).toMatchObject([
			{ name: 'link', value: 'https://example.com/?a=1&b=2' },
			{ name: 'file', filename: 'my logo.png', contentType: 'image/png' },
		]);
		const { logo } = theme.assets as { logo: string };
		const shown = Buffer.from(await (await fetch(logo)).arrayBuffer());
		expect(shown.equals(images.png)).toBe(true);

		const found = jsonOf(await run('get', { playerId: byId(playerId) }));
		expect(found).toMatchObject({ assets: { logo } });
		const deleted = jsonOf(await run('deleteLogo', { playerId: byId(playerId) }));
		expect(deleted).toEqual({ deleted: true, playerId });
		expect(lastRequest(world).asked).toBe(`DELETE /players/${playerId}/logo`);
		expect(jsonOf(await run('get', { playerId: byId(playerId) }))).not.toHaveProperty('assets');
	});

	test('needs no link', async () => {
		const playerId = byId(await created('Dark'));
		jsonOf(await run('uploadLogo', { playerId }, [file('logo.jpg', images.jpeg)]));
		expect(lastRequest(world).fields.map(({ name }) => name)).toEqual(['file']);
	});

	test('is a small JPEG or PNG, and its link a web address', async () => {
		const playerId = byId(await created('Dark'));
		world.emulator.requests.clear();
		const upload = async (content: Buffer, link = '') =>
			await run('uploadLogo', { playerId, link }, [file('logo.png', content)]);
		expectMessage(
			await upload(images.webp),
			/logo\.png.*a logo: it is a WebP image/,
			/JPEG or PNG/,
		);
		const large = Buffer.concat([images.png, Buffer.alloc(100 * 1024)]);
		expectMessage(await upload(large), /too large for a logo: it has 101 KiB/, /100 KiB is/);
		expectMessage(await upload(images.png, 'example.com'), /^Link is not a web address/, /https/);
		expectMessage(await run('uploadLogo', { playerId }), /no binary field/, /no file at all/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

test('Delete deletes the theme', async () => {
	const playerId = await created('Dark');
	const deleted = await run('delete', { playerId: byId(playerId) });
	expect(jsonOf(deleted)).toEqual({ deleted: true, playerId });
	expect(lastRequest(world).asked).toBe(`DELETE /players/${playerId}`);
	expect(allOf(await run('getAll', { returnAll: true }))).toEqual([]);
});

describe.each(['delete', 'deleteLogo', 'get', 'update', 'uploadLogo'])(
	'the ID for %s',
	(operation) => {
		const items = [file('logo.png', images.png)];
		const updateFields = { name: 'New' };
		const withId = async (playerId: INodeParameters) =>
			await run(operation, { playerId, updateFields }, items);

		test('may be unknown', async () => {
			expectMessage(await withId(byId('plUnknown')), /player theme plUnknown was not found/, /ID/);
		});

		test('may be missing, or none', async () => {
			expectMessage(await withId(byId('={{ "" }}')), /No player theme was picked/, /Player Theme/);
			expectMessage(await withId(byId('a theme')), /not the ID of a player theme/, /pl45KFKd/);
			expect(world.emulator.requests.entries).toEqual([]);
		});

		test('may be an address', async () => {
			const value = `${world.emulator.url}/player/${await created('Dark')}/logo.png`;
			jsonOf(await withId({ __rl: true, mode: 'url', value }));
		});

		test('may be an address where an ID belongs', async () => {
			const value = `${world.emulator.url}/player/${await created('Dark')}/logo.png`;
			jsonOf(await withId(byId(value)));
		});
	},
);

test('the list shows names, and is searched by them', async () => {
	const playerId = await created('Dark');
	await created('Light');
	const unnamed = await createdElsewhere();
	const shown = await list(world, 'searchPlayerThemes');
	expect(shown).toHaveLength(3);
	expect(shown).toContainEqual({ name: expect.stringMatching(/^Dark \(\d{4}-/), value: playerId });
	expect(await list(world, 'searchPlayerThemes', 'dAR')).toMatchObject([{ value: playerId }]);
	expect(await list(world, 'searchPlayerThemes', unnamed)).toMatchObject([
		{ name: expect.stringContaining(unnamed), value: unnamed },
	]);
});

test('where the theme can be taken away, the list begins with none', async () => {
	const playerId = await created('Dark');
	const none = { name: 'None (Remove Player Theme)', value: 'none' };
	const shown = await list(world, 'searchPlayerThemesOrNone');
	expect(shown).toMatchObject([none, { value: playerId }]);
	expect(await list(world, 'searchPlayerThemesOrNone', 'NONE')).toEqual([none]);
	expect(await list(world, 'searchPlayerThemesOrNone', 'dark')).toMatchObject([
		{ value: playerId },
	]);
	expect(await list(world, 'searchPlayerThemesOrNone', '', '2')).toEqual([]);
});

test('the list goes on where the first hundred end', async () => {
	for (let count = 0; count < 101; count += 1) await createdElsewhere();
	const first = await list(world, 'searchPlayerThemes');
	const rest = await list(world, 'searchPlayerThemes', undefined, '2');
	expect(new Set([...first, ...rest].map(({ value }) => value)).size).toBe(101);
	expect(rest).toHaveLength(1);
});
