import { KEY, type Lab } from '../lab';
import { must } from '../seen';
import type { Check } from '../matrix';

/** Presses Save in the form of a credential, as far as n8n's server notices. */
async function testCredential(
	{ n8n, emulator, credentials }: Lab,
	type: string,
	data: object,
): Promise<{ status: string; message: string }> {
	const stored = (await credentials(type, data))[type];
	const all = { environment: 'custom', baseUrl: emulator.url, ...data };
	return await n8n.client.call('POST', '/credentials/test', {
		credentials: { ...stored, type, data: all },
	});
}

const credentialTest = (
	title: string,
	{
		type,
		right,
		wrong,
		words,
	}: { type: string; right: (lab: Lab) => Promise<object>; wrong: object; words: RegExp },
): Check => ({
	title,
	async run(lab) {
		const good = await testCredential(lab, type, await right(lab));
		must(good.status === 'OK', () => `the right one is refused: '${good.message}'`);
		const bad = await testCredential(lab, type, wrong);
		must(bad.status === 'Error', () => `the wrong one is accepted: '${bad.message}'`);
		must(words.test(bad.message), () => `the wrong one is refused with '${bad.message}'`);
	},
});

export const credentials: Check[] = [
	credentialTest('Credential test: right and wrong API key', {
		type: 'apiVideoApi',
		right: async () => ({ apiKey: KEY }),
		wrong: { apiKey: 'another-key' },
		words: /does not accept the API key/,
	}),
	credentialTest('Credential test: right and wrong delegated token', {
		type: 'apiVideoUploadTokenApi',
		right: async ({ service }) => ({
			uploadToken: (await service<{ token: string }>('POST', '/upload-tokens', {})).token,
		}),
		wrong: { uploadToken: 'another-token' },
		words: /delegated token is not valid/,
	}),
];
