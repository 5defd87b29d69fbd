import type { Jobs } from './jobs';
import { TEST_TIMEOUT } from '../realN8n';

/** The config of a static page. */
export function describeTokenForPage(jobs: () => Jobs): void {
	describe('a token for a web page', () => {
		it(
			'is written beside the page each time; when that does not work the team is told, without the token',
			async () => {
				const { website, chat } = jobs().services;
				const id = await jobs().imported('rotate-token-for-page');

				const first = await jobs().execute(id);
				const config = JSON.parse(String(website.objects.get('upload-config.json'))) as object;
				website.outage = 503;
				const second = await jobs().execute(id);

				expect(first.error).toBeUndefined();
				const tokens = (await jobs().api('/upload-tokens?sortBy=createdAt')).data as Array<
					Record<string, string>
				>;
				const written = tokens.find(
					({ token }) => token === (config as { uploadToken: string }).uploadToken,
				);
				expect(config).toEqual({ uploadToken: written?.token, expiresAt: written?.expiresAt });
				expect(website.written[0]).toMatchObject({
					'cache-control': 'no-cache',
					'content-type': expect.stringMatching(/^application\/json/),
				});
				expect(second.error?.node?.name).toBe('End as failed');
				expect(chat.texts).toHaveLength(1);
				expect(chat.texts[0]).toMatch(
					/^The token of the web page needs a look: .*execution \d+\)$/s,
				);
				for (const { token } of tokens) expect(chat.texts[0]).not.toContain(token);
			},
			TEST_TIMEOUT,
		);
	});
}
