/** What the tests of workflows that do a job have in common. */
import { createHash } from 'node:crypto';
import { exampleWorkflow, poll, type Execution, type Reference } from '../../../scripts/lib/lab';
import { startInternet, type Internet } from '../internet';
import { API_KEY, RealN8n } from '../realN8n';
import { connect, Services } from '../services';

/** Milliseconds for something to happen that nobody waits for. */
const SOON = 60_000;

/** A video as api.video has it, as far as tests look at it. */
export interface Video {
	videoId: string;
	title: string;
	description?: string;
	tags: string[];
	assets: { player: string };
}

/** A real n8n, an emulator of api.video, and the other services, with a credential for each of them. */
export class Jobs {
	private constructor(
		readonly services: Services,
		readonly internet: Internet,
		readonly real: RealN8n,
		private readonly credentials: Record<string, Reference>,
	) {}

	static async start(): Promise<Jobs> {
		const services = new Services();
		const internet = await startInternet(services.hosts);
		try {
			const real = await RealN8n.start({ environment: internet.environment });
			const others = await connect(real.n8n.client);
			return new Jobs(services, internet, real, { apiVideoApi: real.credential, ...others });
		} catch (error) {
			await internet.close();
			throw error;
		}
	}

	async stop(): Promise<void> {
		await this.real.stop();
		await this.internet.close();
	}

	/** Empties api.video and the other services. */
	reset(): void {
		this.real.emulator.reset();
		this.services.reset();
	}

	/**
	 * Imports an example as a user would, who chooses the credentials.
	 *
	 * @param file a pattern, where the workflow reads from the disk
	 * @returns its ID
	 */
	async imported(name: string, file?: string): Promise<string> {
		const workflow = await exampleWorkflow(name, { credentials: this.credentials, file });
		return await this.real.n8n.client.importWorkflow(workflow);
	}

	/** The same, and publishes it. */
	async published(name: string): Promise<string> {
		const id = await this.imported(name);
		await this.real.n8n.client.activate(id);
		return id;
	}

	async execute(id: string): Promise<Execution> {
		return await this.real.n8n.client.execute(id);
	}

	/** @returns what api.video answers to a request with the API key */
	async api(path: string, method = 'GET', body?: object): Promise<Record<string, unknown>> {
		const authorization = `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`;
		const response = await fetch(this.real.emulator.url + path, {
			method,
			headers: { authorization, 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		return (await response.json()) as Record<string, unknown>;
	}

	/** @returns all videos that api.video has, by their titles */
	async videos(): Promise<Video[]> {
		const { data } = await this.api('/videos?pageSize=100');
		return (data as Video[]).sort((one, other) => one.title.localeCompare(other.title));
	}

	/** @returns the SHA-256 of each video's file, by their titles */
	async hashes(): Promise<Record<string, string | undefined>> {
		const all = (await this.videos()).map(async ({ title, videoId }) => {
			const file = await this.real.emulator.videoFile(videoId);
			return [title, file?.sha256] as const;
		});
		return Object.fromEntries(await Promise.all(all));
	}
}

/** @returns what begins like a video and is like no other */
export function film(seed: number): Buffer {
	return Buffer.concat([Buffer.from('\0\0\0 ftypisom'), Buffer.alloc(300_000, seed)]);
}

export function sha256(content: Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

/** @returns file and result of each row of a report */
export function results(execution: Execution): string[] {
	return execution.items('Report').map(({ file, result }) => `${file} ${result}`);
}

/** Waits for what happens behind the back of a test. */
export async function eventually<T>(
	what: string,
	ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
	return await poll(ask, { what, timeoutMilliseconds: SOON });
}
