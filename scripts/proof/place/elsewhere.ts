import {
	fromAddress,
	manualWorkflow,
	UPLOAD_NODE,
	uploadStep,
	webWorkflow,
} from '../../../bench/workflow';
import { startEmulator, type Emulator } from '../../../emulator';
import { FileServer, type ServedFile } from '../../../fileServer';
import { forwardTo, startInternet } from '../../../test/n8n/internet';
import { API_KEY, RealN8n, type Video } from '../../../test/n8n/realN8n';
import type { Execution, Reference } from '../../lib/lab';
import { formsOf } from '../security/searched';

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

/** An upload, and whether all of the very file has arrived at the very service. */
export interface Uploaded {
	readonly execution: Execution;
	readonly hasArrived: boolean;
}

/**
 * A real n8n that reaches api.video, and a file server, through a proxy that wants a sign-in and shows certificates of its
 * own; and beside it a service that has an IPv6 address only.
 */
export class Elsewhere {
	private constructor(
		private readonly real: RealN8n,
		private readonly cleanUp: ReadonlyArray<() => Promise<unknown>>,
		private readonly onWeb: ServedFile,
		private readonly onIPv6: Emulator,
		private readonly production: Reference,
		private readonly film: Video,
	) {}

	static async open({ signIn = SIGN_IN, trusts = true }: Standing = {}): Promise<Elsewhere> {
		const files = await FileServer.start();
		const cleanUp: Array<() => Promise<unknown>> = [async () => await files.stop()];
		try {
			return await Elsewhere.around(files, cleanUp, signIn, trusts);
		} catch (error) {
			await Promise.all(cleanUp.map(async (undo) => await undo()));
			throw error;
		}
	}

	private static async around(
		files: FileServer,
		cleanUp: Array<() => Promise<unknown>>,
		signIn: string,
		trusts: boolean,
	): Promise<Elsewhere> {
		const onWeb = files.file('/film.mp4', { size: SIZE });
		const onIPv6 = await startEmulator({ host: '::1', apiKey: API_KEY });
		cleanUp.push(async () => await onIPv6.close());
		let service = '';
		const internet = await startInternet(
			{
				[SERVICE]: (...exchange) => forwardTo(service)(...exchange),
				[FILES]: forwardTo(files.url),
			},
			SIGN_IN,
		);
		cleanUp.push(async () => await internet.close());
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
		cleanUp.push(async () => await real.stop());
		service = real.emulator.url;
		const production = await real.n8n.client.importCredential({
			name: 'Production',
			type: 'apiVideoApi',
			data: { apiKey: API_KEY, environment: 'production' },
		});
		const film = await real.video('film.mp4', SIZE);
		return new Elsewhere(real, cleanUp, onWeb, onIPv6, production, film);
	}

	/** Uploads a file from disk to api.video, through the proxy. */
	async upload(): Promise<Uploaded> {
		const workflow = manualWorkflow(this.film.path, uploadStep(this.production, {}));
		return await this.run(workflow, this.real.emulator, this.film.sha256);
	}

	/** The same with a file on the web, which is read through the proxy as well. */
	async uploadFromWeb(): Promise<Uploaded> {
		const from = fromAddress(`https://${FILES}/film.mp4`);
		const workflow = webWorkflow(uploadStep(this.production, {}, from));
		return await this.run(workflow, this.real.emulator, await this.onWeb.sha256());
	}

	/** Uploads a file from disk to the service on IPv6. */
	async uploadToIPv6(): Promise<Uploaded> {
		const { url: baseUrl } = this.onIPv6;
		const credential = await this.real.n8n.client.importCredential({
			name: 'IPv6',
			type: 'apiVideoApi',
			data: { apiKey: API_KEY, environment: 'custom', baseUrl },
		});
		const workflow = manualWorkflow(this.film.path, uploadStep(credential, {}));
		return await this.run(workflow, this.onIPv6, this.film.sha256);
	}

	/** @returns where something shows up that n8n has stored of an execution, or logged; of a line its beginning */
	async shownIn(secret: string, { text }: Execution): Promise<string | undefined> {
		const forms = formsOf(secret);
		const formIn = (shown: string) => forms.find((form) => shown.includes(form));
		if (formIn(text) !== undefined) return 'what n8n has stored of the execution';
		const lines = (await this.real.n8n.log()).split('\n');
		const ours = lines.filter((line) => !line.includes(ENVIRONMENT_LOGGED));
		const line = ours.find((one) => formIn(one) !== undefined);
		return line?.split(formIn(line) ?? '')[0];
	}

	async close(): Promise<void> {
		for (const undo of [...this.cleanUp].reverse()) await undo();
	}

	/** @param sha256 of the file that is to arrive at the service */
	private async run(workflow: object, service: Emulator, sha256: string): Promise<Uploaded> {
		const { client } = this.real.n8n;
		const execution = await client.execute(await client.importWorkflow(workflow));
		const [video] = execution.items(UPLOAD_NODE);
		const arrived = await service.videoFile(String(video?.videoId));
		return { execution, hasArrived: arrived?.sha256 === sha256 };
	}
}
