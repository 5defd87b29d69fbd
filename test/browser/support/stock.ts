import type { Emulator } from '../../../emulator';
import { languages } from '../../../nodes/ApiVideo/resources/video/languages';
import { call, container, form, uploadToken } from '../../emulator/caller';

/** What each list of the node has to show, by the name of the function that fills it. */
export type Stock = Readonly<Record<string, readonly string[]>>;

/** Gives the emulator some of everything that can be picked from a list, each under its own name. */
export async function stockUp(emulator: Emulator): Promise<Stock> {
	const make = async (path: string, json: object, id: string): Promise<string> =>
		String((await call(emulator, 'POST', path, { json })).body[id]);

	await call(emulator, 'POST', '/emulator/video-restore', { json: { enabled: true } });
	const discarded = await container(emulator, 'Thrown away');
	await call(emulator, 'DELETE', `/videos/${discarded}`);
	const videos = await Promise.all(
		['Maths lesson', 'Garden tour'].map(
			async (title) => await make('/videos', { title, tags: ['algebra'] }, 'videoId'),
		),
	);
	for (const videoId of videos) {
		for (const kind of ['captions', 'chapters']) {
			const body = form(new Blob(['WEBVTT\n\n']), {}, 'fr.vtt');
			await call(emulator, 'POST', `/videos/${videoId}/${kind}/fr`, { body });
		}
	}
	const [lesson] = videos;
	await make('/summaries', { videoId: lesson, origin: 'auto' }, 'summaryId');
	await make('/live-streams', { name: 'Town hall' }, 'liveStreamId');
	await make('/players', { name: 'Dark theme' }, 'playerId');
	const address = 'https://example.com/told-by-api-video';
	const events = ['video.source.recorded'];
	await make('/webhooks', { url: address, events }, 'webhookId');
	const image = new Blob([Buffer.from('89504e470d0a1a0a', 'hex')]);
	const watermark = await call(emulator, 'POST', '/watermarks', {
		body: form(image, {}, 'logo.png'),
	});
	const token = await uploadToken(emulator);
	return {
		searchDiscardedVideos: ['Thrown away'],
		searchLanguages: languages.map(({ name, value }) => `${name} (${String(value)})`),
		searchLiveStreams: ['Town hall'],
		searchPlayerThemes: ['Dark theme'],
		searchSummaries: ['Maths lesson'],
		searchUploadTokens: [`${token.slice(0, 6)}...`],
		searchVideos: ['Garden tour', 'Maths lesson'],
		searchWatermarks: [String(watermark.body.watermarkId)],
		searchWebhooks: [address],
	};
}
