import {
	fromAddress,
	manualWorkflow,
	UPLOAD_NODE,
	uploadStep,
	webWorkflow,
} from '../../../bench/workflow';
import { startEmulator, type Emulator } from '../../../emulator';
import { FileServer, type ServedFile } from '../../../fileServer';
import { forwardTo, startInternet, type Internet } from '../../../test/n8n/internet';
import { API_KEY, RealN8n, type Video } from '../../../test/n8n/realN8n';
import type { Execution, Reference } from '../../lib/lab.mjs';

/** Signs in to the proxy. */
export const PASSWORD = 'secret-of-the-proxy';
const SIGN_IN = `someone:${PASSWORD}`;

const SERVICE = 'ws.api.video';
const FILES = 'files.example';

/** Bytes: goes in chunks where the file is read from the web. */
const SIZE = 24 * 1024 * 1024 + 7;

/** n8n itself writes how it was set up into its log, at level debug (2.41.1). */
const ENVIRONMENT_LOGGED = 'Installing global HTTP proxy agents';

/** How an n8n stands in the network of a company. */
export interface Standing {
	/** What it signs in to the proxy with: `user:password`; what the proxy wants, unless given. */
	readonly signIn?: string;
	/** Whether it knows the authority of the proxy, which looks into what is encrypted; yes unless given. */
	readonly trusts?: boolean;
}

/**
 * A real n8n that reaches api.video, and a file server, through a proxy that wants a sign-in and shows certificates of its
 * own; and beside it a service that has an IPv6 address only.
 */
export class Elsewhere {
	private constructor(
		private readonly real: RealN8n,
		private readonly internet: Internet,
		private readonly files: FileServer,
		private readonly onWeb: ServedFile,
		private readonly onIPv6: Emulator,
		private readonly production: Reference,
		private readonly film: Video,
	) {}

	static async open({ signIn = SIGN_IN, trusts = true }: Standing = {}): Promise<Elsewhere> {
		const files = await FileServer.start();
		const onWeb = files.file('/film.mp4', { size: SIZE });
		const onIPv6 = await startEmulator({ host: '::1', apiKey: API_KEY });
		let service = '';
		const internet = await startInternet(
			{
				[SERVICE]: (...exchange) => forwardTo(service)(...exchange),
				[FILES]: forwardTo(files.url),
			},
			SIGN_IN,
		);
		const { NODE_EXTRA_CA_CERTS, ...settings } = internet.environment;
		const proxy = settings.HTTPS_PROXY.replace(SIGN_IN, signIn);
		const real = await RealN8n.start({
			logLevel: 'debug',
			environment: {
				HTTPS_PROXY: proxy,
				https_proxy: proxy,
				...(trusts ? { NODE_EXTRA_CA_CERTS } : {}),
			},
		});
		service = real.emulator.url;
		const production = await real.n8n.client.importCredential({
			name: 'Production',
			type: 'apiVideoApi',
			data: { apiKey: API_KEY, environment: 'production' },
		});
		const film = await real.video('film.mp4', SIZE);
		return new Elsewhere(real, internet, files, onWeb, onIPv6, production, film);
	}

	/** Uploads a file from disk to api.video, through the proxy. */
	async upload(): Promise<Execution> {
		return await this.run(manualWorkflow(this.film.path, uploadStep(this.production, {})));
	}

	/** The same with a file on the web, which is read through the proxy as well. */
	async uploadFromWeb(): Promise<Execution> {
		const from = fromAddress(`https://${FILES}/film.mp4`);
		return await this.run(webWorkflow(uploadStep(this.production, {}, from)));
	}

	/** Uploads a file from disk to the service on IPv6. */
	async uploadToIPv6(): Promise<Execution> {
		const { url: baseUrl } = this.onIPv6;
		const credential = await this.real.n8n.client.importCredential({
			name: 'IPv6',
			type: 'apiVideoApi',
			data: { apiKey: API_KEY, environment: 'custom', baseUrl },
		});
		return await this.run(manualWorkflow(this.film.path, uploadStep(credential, {})));
	}

	/** @returns whether all of the file has arrived that an execution has uploaded from disk or from the web */
	async hasArrived(execution: Execution): Promise<boolean> {
		const [video] = execution.items(UPLOAD_NODE);
		const id = String(video?.videoId);
		const arrived = (await this.real.emulator.videoFile(id)) ?? (await this.onIPv6.videoFile(id));
		const possible = [this.film.sha256, await this.onWeb.sha256()];
		return possible.some((sha256) => sha256 === arrived?.sha256);
	}

	/** @returns where something shows up that n8n has stored of an execution, or logged; of a line its beginning */
	async shownIn(secret: string, { text }: Execution): Promise<string | undefined> {
		if (text.includes(secret)) return 'what n8n has stored of the execution';
		const lines = (await this.real.n8n.log()).split('\n');
		const ours = lines.filter((line) => !line.includes(ENVIRONMENT_LOGGED));
		return ours.find((line) => line.includes(secret))?.split(secret)[0];
	}

	async close(): Promise<void> {
		await this.real.stop();
		await Promise.all([this.internet.close(), this.files.stop(), this.onIPv6.close()]);
	}

	private async run(workflow: object): Promise<Execution> {
		const { client } = this.real.n8n;
		return await client.execute(await client.importWorkflow(workflow));
	}
}
