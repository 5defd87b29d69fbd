import { eventually, type Jobs } from './jobs';
import { TEST_TIMEOUT } from '../realN8n';

/** What is done with videos that are there. */
export function describeAfterUpload(jobs: () => Jobs): void {
	describe('a video that is ready', () => {
		it(
			'is told to the chat, once, with its title and its player',
			async () => {
				const { chat } = jobs().services;
				const id = await jobs().published('video-ready-message');
				await eventually('the webhook', async () =>
					((await jobs().api('/webhooks')).data as unknown[]).length > 0 ? true : undefined,
				);

				const source = 'https://example.com/film.mp4';
				await jobs().api('/videos', 'POST', { title: 'Summer "2026"', source });
				await eventually('the message', () => chat.texts[0]);
				await jobs().api('/videos', 'POST', { title: 'Winter', source });
				await eventually('the second message', () => chat.texts[1]);
				await jobs().real.n8n.client.deactivate(id);

				const [summer, winter] = await jobs().videos();
				expect(chat.texts).toEqual([
					`Summer "2026" can be watched: ${summer.assets.player}`,
					`Winter can be watched: ${winter.assets.player}`,
				]);
			},
			TEST_TIMEOUT,
		);
	});

	describe('a transcript', () => {
		const LINE = 'Good morning, 10:30 is early, 1,000 thanks.';
		const SRT = `\uFEFF1\r\n00:00:01,000 --> 00:00:04,500\r\n${LINE}\r\n`;
		const VTT = `WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.500\n${LINE}\n`;

		async function submit(video: string, transcript: string, name: string): Promise<string> {
			const form = new FormData();
			form.append('field-0', video);
			form.append('field-1', 'en');
			form.append('field-2', new Blob([transcript], { type: 'text/plain' }), name);
			const address = `${jobs().real.n8n.url}/form/api-video-captions`;
			const response = await fetch(address, { method: 'POST', body: form });
			return await response.text();
		}

		it(
			'becomes captions, in place of those that are there; one without times is refused',
			async () => {
				const { videoId } = await jobs().api('/videos', 'POST', { title: 'Spoken' });
				const id = await jobs().published('captions-from-transcript');
				await eventually('the form', async () => {
					const { status } = await fetch(`${jobs().real.n8n.url}/form/api-video-captions`);
					return status === 200 ? true : undefined;
				});
				const captions = async () => {
					const { data } = await jobs().api(`/videos/${String(videoId)}/captions`);
					const all = data as Array<{ srclang: string; src: string }>;
					const texts = all.map(async ({ srclang, src }) => [
						srclang,
						await (await fetch(src)).text(),
					]);
					return await Promise.all(texts);
				};

				await submit(String(videoId), 'Good morning.\nAnd no times.', 'plain.srt');
				expect(await captions()).toEqual([]);
				await submit(String(videoId), SRT, 'spoken.srt');
				expect(await captions()).toEqual([['en', VTT]]);
				const other = VTT.replace('morning', 'evening');
				await submit(String(videoId), other, 'spoken.vtt');
				expect(await captions()).toEqual([['en', other]]);
				await jobs().real.n8n.client.deactivate(id);
			},
			TEST_TIMEOUT,
		);
	});
}
