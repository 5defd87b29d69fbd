import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { upload, useEmulator } from '../support/apiVideo';
import { fileOf } from '../support/files';
import { expectMessage, file, images, jsonOf, lastRequest, newVideo, operate } from './support';

const world = useEmulator();

/** A locator as the editor stores it. */
const rl = (mode: string, value: string): INodeParameters => ({ __rl: true, mode, value });

/** The ways in which an ID can be given; the item before has `id` and `address`. */
const WAYS: Array<[string, (id: string, url: string) => NodeParameterValueType]> = [
	['from the list', (id) => rl('list', id)],
	['by ID', (id) => rl('id', ` ${id} `)],
	['by URL', (_id, url) => rl('url', url)],
	['by ID, an address', (_id, url) => rl('id', url)],
	['by ID, an expression', () => rl('id', '={{ $json.id }}')],
	['by URL, an expression', () => rl('url', '={{ $json.address }}')],
	['as an expression that takes the place of the locator', () => '={{ $json.id }}'],
	['as a text', (id) => id],
];

const EMPTY: Array<[string, NodeParameterValueType]> = [
	['from the list', rl('list', '')],
	['by ID', rl('id', '')],
	['by URL', rl('url', '')],
	['by URL, an expression', rl('url', '={{ "" }}')],
];

/** Expressions that find nothing. */
const MISSING: Array<[string, NodeParameterValueType]> = [
	['by ID', rl('id', '={{ $json.nothing }}')],
	['by URL', rl('url', '={{ $json.nothing }}')],
	['in the place of the locator', '={{ $json.nothing }}'],
];

/** A locator inside a collection: what it stands for, and where the request has it. */
interface Place {
	readonly resource: string;
	readonly operation: string;
	readonly url?: (id: string) => string;
	/** An ID that exists. */
	make(): Promise<string>;
	parameters(picked: NodeParameterValueType): Promise<INodeParameters> | INodeParameters;
	/** What the last request says. */
	sent(): unknown;
	/** What the step says where the field was left empty, or an expression gave an empty text; it runs unless given. */
	readonly ifEmpty?: RegExp;
	/** Whether n8n itself asks for it where it was left empty. */
	readonly required?: true;
	/** What the step says where an expression found nothing; it runs unless given. */
	readonly ifMissing?: RegExp;
}

const inBody = (name: string) => (lastRequest(world).body as Record<string, unknown>)[name];
const inQuery = (name: string) => lastRequest(world).query[name];
const theme = async () =>
	String(jsonOf(await operate(world, 'playerTheme', 'create', { name: 'Mine' })).playerId);
const logoOf = (id: string) => `https://cdn.api.video/player/${id}/logo.png`;
const playerOf = (id: string) => `https://embed.api.video/vod/${id}?a=b`;
const liveStream = async () =>
	String(jsonOf(await operate(world, 'liveStream', 'create', { name: 'Mine' })).liveStreamId);

const watermark = async () => {
	const items = [file('logo.png', images.png)];
	return String(jsonOf(await operate(world, 'watermark', 'upload', {}, { items })).watermarkId);
};

const PLACES: Record<string, Place> = {
	'Video > Create, Player Theme': {
		resource: 'video',
		operation: 'create',
		url: logoOf,
		make: theme,
		parameters: (playerId) => ({ source: 'none', title: 'A', additionalFields: { playerId } }),
		sent: () => inBody('playerId'),
	},
	'Video > Update, Player Theme': {
		resource: 'video',
		operation: 'update',
		url: logoOf,
		make: theme,
		parameters: async (playerId) => ({
			videoId: rl('id', await newVideo(world)),
			updateFields: { title: 'B', playerId },
		}),
		sent: () => inBody('playerId'),
		ifEmpty: /^Player Theme is empty/,
	},
	'Live Stream > Create, Player Theme': {
		resource: 'liveStream',
		operation: 'create',
		url: logoOf,
		make: theme,
		parameters: (playerId) => ({ name: 'A', additionalFields: { playerId } }),
		sent: () => inBody('playerId'),
	},
	'Live Stream > Update, Player Theme': {
		resource: 'liveStream',
		operation: 'update',
		url: logoOf,
		make: theme,
		parameters: async (playerId) => ({
			liveStreamId: rl('id', await liveStream()),
			updateFields: { name: 'B', playerId },
		}),
		sent: () => inBody('playerId'),
		ifEmpty: /^Player Theme is empty/,
	},
	'Video > Create, Watermark': {
		resource: 'video',
		operation: 'create',
		make: watermark,
		parameters: (id) => ({
			source: 'none',
			title: 'A',
			additionalFields: { watermark: { value: { id } } },
		}),
		sent: () => (inBody('watermark') as { id: unknown } | undefined)?.id,
		ifEmpty: /^Watermark is empty/,
		ifMissing: /^Watermark is empty/,
	},
	'Video > Get Many, Live Stream': {
		resource: 'video',
		operation: 'getAll',
		url: (id) => `https://live.api.video/${id}.m3u8`,
		make: liveStream,
		parameters: (liveStreamId) => ({ returnAll: true, filters: { liveStreamId } }),
		sent: () => inQuery('liveStreamId'),
		ifEmpty: /^The filter Live Stream is empty/,
		ifMissing: /^The filter Live Stream is empty/,
	},
	'Summary > Get Many, Video': {
		resource: 'summary',
		operation: 'getAll',
		url: playerOf,
		make: async () => await newVideo(world),
		parameters: (videoId) => ({ returnAll: true, filters: { videoId } }),
		sent: () => inQuery('videoId'),
		ifEmpty: /^The filter Video is empty/,
		ifMissing: /^The filter Video is empty/,
	},
	'Video > Create, Video to Copy': {
		resource: 'video',
		operation: 'create',
		url: playerOf,
		make: async () => await newVideo(world),
		parameters: (sourceVideoId) => ({ source: 'video', title: 'A', sourceVideoId }),
		sent: () => inBody('source'),
		required: true,
		ifMissing: /^No video was picked/,
	},
};

describe.each(Object.entries(PLACES))('%s', (_name, place) => {
	const { resource, operation, url, make, parameters, sent } = place;
	const run = async (picked: NodeParameterValueType, json = {}) =>
		await operate(world, resource, operation, await parameters(picked), { items: [{ json }] });

	const ways = url ? WAYS : WAYS.filter(([name]) => !/URL|address/.test(name));
	test.each(ways)('%s, the bare ID is sent', async (_way, picked) => {
		const id = await make();
		const address = url?.(id) ?? '';
		const { error } = await run(picked(id, address), { id, address });
		expect(error).toBeUndefined();
		expect(sent()).toBe(id);
	});

	test.each([
		...(place.required ? [] : EMPTY).map(
			([way, picked]) => [`${way}, left empty`, picked, place.ifEmpty] as const,
		),
		...MISSING.map(([way, picked]) => [`${way}, not found`, picked, place.ifMissing] as const),
	])('%s: it is told, or nothing was picked', async (_way, picked, told) => {
		const values = await parameters(picked);
		world.emulator.requests.clear();
		const result = await operate(world, resource, operation, values);
		if (told) {
			expectMessage(result, told, /Pick|Fill in/);
			expect(world.emulator.requests.entries).toEqual([]);
		} else {
			expect(result.error).toBeUndefined();
			expect(sent()).toBeUndefined();
		}
	});

	test('what is none is told before anything is sent', async () => {
		const values = await parameters(rl('id', 'my own'));
		world.emulator.requests.clear();
		const result = await operate(world, resource, operation, values);
		expectMessage(result, /^'my own' is not the ID of a /, /Check .*: the ID of a .* looks like /);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

describe('Video > Upload, Resume Video', () => {
	const uploading = async (resumeVideoId: NodeParameterValueType, json = {}) =>
		await upload(
			world,
			{ items: [{ json, file: fileOf(100).path }] },
			{ uploadWith: 'apiKey', options: { resumeVideoId } },
		);

	test.each(WAYS)('%s, the file goes into that video', async (_way, picked) => {
		const id = await newVideo(world);
		const address = playerOf(id);
		const uploaded = jsonOf(await uploading(picked(id, address), { id, address }));
		expect(uploaded).toMatchObject({ videoId: id });
		expect(world.emulator.requests.matching('POST', '/videos')).toHaveLength(1);
	});

	test.each([...EMPTY, ...MISSING])('%s, left empty: stops', async (_way, picked) => {
		expectMessage(await uploading(picked), /^Resume Video is empty/, /remove Resume Video/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

test('a watermark with a place but without an image is told', async () => {
	const watermark = { value: { id: rl('list', ''), top: '10px' } };
	const parameters = { source: 'none', title: 'A', additionalFields: { watermark } };
	const result = await operate(world, 'video', 'create', parameters);
	expectMessage(result, /No watermark was picked/, /Pick one in Watermark/);
	expect(world.emulator.requests.entries).toEqual([]);
});
