import type { RequestListener } from 'node:http';
import type { N8nClient, Reference } from '../../../scripts/lib/lab';
import { Chat, Dropbox, DROPBOX_TOKEN } from './dropbox';
import { GOOGLE_TOKEN, GoogleDrive, GoogleSheet } from './google';
import { MODEL_KEY, ScriptedModel } from './model';
import { AWS_KEYS, Bucket, REGION } from './s3';

/** The services on the internet that the workflows of examples/ work with. */
export class Services {
	readonly drive = new GoogleDrive();
	readonly sheet = new GoogleSheet('Videos');
	readonly dropbox = new Dropbox('/videos');
	readonly bucket = new Bucket();
	readonly website = new Bucket();
	readonly chat = new Chat();
	readonly model = new ScriptedModel();

	/** What answers, by the name of the host. */
	readonly hosts: Record<string, RequestListener> = {
		'www.googleapis.com': this.drive.listener,
		'sheets.googleapis.com': this.sheet.listener,
		'api.dropboxapi.com': this.dropbox.listener,
		[`my-videos.s3.${REGION}.amazonaws.com`]: this.bucket.listener,
		[`my-website.s3.${REGION}.amazonaws.com`]: this.website.listener,
		'chat.example.com': this.chat.listener,
		'api.openai.com': this.model.listener,
	};

	/** Forgets everything that came to them, and what they had to give out. */
	reset(): void {
		this.drive.reset();
		this.dropbox.reset();
		this.bucket.reset();
		this.website.reset();
		this.sheet.rows = [];
		this.chat.texts.length = 0;
		this.model.reset();
	}
}

/**
 * Makes the credentials of these services, as they are once somebody has connected them.
 *
 * @returns them by their types
 */
export async function connect(client: N8nClient): Promise<Record<string, Reference>> {
	const google = connected(GOOGLE_TOKEN);
	const all: Record<string, object> = {
		googleDriveOAuth2Api: google,
		googleSheetsOAuth2Api: google,
		gmailOAuth2: google,
		apiVideoFileServerOAuth2Api: { ...google, host: 'www.googleapis.com' },
		dropboxOAuth2Api: { ...connected(DROPBOX_TOKEN), accessType: 'full' },
		aws: { ...AWS_KEYS, region: REGION },
		openAiApi: { apiKey: MODEL_KEY, url: 'https://api.openai.com/v1' },
	};
	const made = Object.entries(all).map(
		async ([type, data]) =>
			[type, await client.importCredential({ name: `Example ${type}`, type, data })] as const,
	);
	return Object.fromEntries(await Promise.all(made));
}

/** @returns an OAuth2 credential with a token that has not expired */
function connected(token: string): object {
	return {
		clientId: 'client',
		clientSecret: 'any',
		grantType: 'authorizationCode',
		oauthTokenData: {
			access_token: token,
			refresh_token: 'refresh-token',
			token_type: 'Bearer',
			expires_in: 3600,
		},
	};
}
