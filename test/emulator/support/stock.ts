import type { Emulator } from '../../../emulator';
import type { Schema } from '../../contract/support/schema';
import { apiKey, call, container, form, send, uploadToken } from '../caller';

const IMAGE = new Blob([Buffer.from('89504e470d0a1a0a', 'hex')]);
const COLOR = 'rgba(255, 255, 255, .5)';

/** Ids of one of everything there is, by the names that the specification has for them. */
export type Stock = Readonly<Record<string, string>>;

/** Makes one of everything that requests can be about. */
export async function stockOf(emulator: Emulator): Promise<Stock> {
	const post = async (path: string, json: unknown, id: string) =>
		(await call(emulator, 'POST', path, { json })).body[id] as string;
	const videoId = await container(emulator);
	await send(emulator, videoId, 10);
	for (const kind of ['captions', 'chapters']) {
		const body = form(new Blob(['WEBVTT\n\n']), {}, 'en.vtt');
		await call(emulator, 'POST', `/videos/${videoId}/${kind}/en`, { body });
	}
	const discardedId = await container(emulator);
	await call(emulator, 'POST', '/emulator/video-restore', { json: { enabled: true } });
	await call(emulator, 'DELETE', `/videos/${discardedId}`);
	const summarised = await container(emulator);
	const image = await call(emulator, 'POST', '/watermarks', { body: form(IMAGE, {}, 'a.png') });
	const events = ['video.source.recorded'];
	const signedIn = await call(emulator, 'POST', '/auth/api-key', { json: { apiKey } });
	return {
		videoId,
		discardedId,
		language: 'en',
		liveStreamId: await post('/live-streams', { name: 'A' }, 'liveStreamId'),
		playerId: await post('/players', { name: 'A' }, 'playerId'),
		summaryId: await post('/summaries', { videoId: summarised, origin: 'auto' }, 'summaryId'),
		webhookId: await post('/webhooks', { url: 'http://127.0.0.1:9/', events }, 'webhookId'),
		watermarkId: image.body.watermarkId as string,
		uploadToken: await uploadToken(emulator),
		refreshToken: signedIn.body.refresh_token as string,
		metric: 'play',
		aggregation: 'count',
		breakdown: 'country',
		apiKey,
	};
}

/** Values of attributes whose form the schemas do not tell. */
const FORMS: Readonly<Record<string, unknown>> = {
	discarded: false,
	endTimecode: '00:02:33',
	height: 'initial',
	opacity: '70%',
	serverUrl: 'rtmps://example.com/app',
	source: 'https://example.com/video.mp4',
	startTimecode: '00:01:15',
	timecode: '00:00:05.00',
	url: 'https://example.com/hook',
	width: '50%',
	...Object.fromEntries(['top', 'left', 'bottom', 'right'].map((name) => [name, '10px'])),
	...Object.fromEntries(
		[
			'text link linkHover linkActive trackPlayed trackUnplayed trackBackground',
			'backgroundTop backgroundBottom backgroundText',
		].flatMap((names) => names.split(' ').map((name) => [name, COLOR])),
	),
};

/** A value that a schema allows, with every attribute and one element in every list. */
export function validValue(schema: Schema, stock: Stock, name = ''): unknown {
	const known = name === 'id' ? stock.watermarkId : (FORMS[name] ?? stock[name]);
	if (schema.enum) return schema.enum[0];
	if (known !== undefined) return known;
	if (schema.items || schema.type === 'array') return [validValue(schema.items ?? {}, stock)];
	if (schema.properties) {
		return Object.fromEntries(
			Object.entries(schema.properties).map(([key, one]) => [key, validValue(one, stock, key)]),
		);
	}
	if (schema.type === 'integer') return schema.minimum ?? 1;
	return schema.type === 'boolean' ? true : 'A text';
}
