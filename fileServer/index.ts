import type { IncomingMessage, ServerResponse } from 'node:http';
import { Clock } from '../emulator/clock';
import type { FileBehaviour } from './behaviour';
import { selfSigned, type CertificateFlaw } from './certificate';
import { answerText } from './exchange';
import { FaultSchedule, type Faults } from './faultSchedule';
import { Lines, type Limits } from './lines';
import { Listener, type Connection } from './listener';
import { answerOAuth2, CONSENT_PATH, TOKEN_PATH } from './oAuth2';
import { Redirect, type RedirectBehaviour } from './redirect';
import { RequestLog } from './requestLog';
import type { Answering, Surroundings } from './route';
import { ServedFile } from './servedFile';
import { SignedLink, type LinkBehaviour } from './signedLink';
import { Tokens } from './tokens';

export type { Cut, Drip, FileBehaviour, RouteBehaviour, Stall } from './behaviour';
export type { Busy } from './busy';
export { bytesContent, madeContent, sha256Of, type Content } from './content';
export { LASTING_FAULTS, LYING_FAULTS, PASSING_FAULTS, type FaultKind } from './faultKinds';
export { selfSigned, type Certificate, type CertificateFlaw } from './certificate';
export { answerText, type Exchange } from './exchange';
export type { Faults } from './faultSchedule';
export type { Limits } from './lines';
export { CONSENT_PATH, TOKEN_PATH } from './oAuth2';
export type { Instead } from './pages';
export type { RangeLie } from './rangeLies';
export type { Redirect, RedirectBehaviour, RedirectStatus } from './redirect';
export type { Answering } from './route';
export type { Ended, RequestEntry, RequestLog } from './requestLog';
export type { ServedFile, When } from './servedFile';
export type { SignedLink, LinkBehaviour } from './signedLink';
export type { SignIn } from './signIn';
export type { Tokens } from './tokens';

/** How a file server is started. */
export interface FileServerOptions extends Limits {
	/** Default 0, which takes a free one. */
	port?: number;
	/** The address it listens on; default 127.0.0.1. */
	host?: string;
	/** Whether it speaks HTTPS, with a certificate that is made at the start; and with which flaw, if any. */
	tls?: boolean | CertificateFlaw;
	/** Milliseconds since the epoch; default: those of this machine. */
	now?: () => number;
}

/**
 * A server of files that are on no disk, for tests and benchmarks. It behaves well unless told otherwise, and can be
 * told of anything that servers on the web do to their clients.
 */
export class FileServer {
	readonly requests = new RequestLog();
	/** How distant and how narrow it is; may be changed at any time. */
	readonly limits: Limits;
	/** What `signIn: {kind: 'bearer'}` takes. They are given out at TOKEN_PATH. */
	readonly tokens: Tokens;
	/** What a client has to be given as `ca`, as PEM; undefined without TLS. */
	readonly certificate: string | undefined;

	private readonly listener: Listener;
	private readonly clock: Clock;
	private readonly surroundings: Surroundings;
	private readonly routes = new Map<string, Answering>();
	private schedule = new FaultSchedule(undefined);

	private constructor(now: () => number, tls: boolean | CertificateFlaw, limits: Limits) {
		this.clock = new Clock(now);
		this.limits = limits;
		this.tokens = new Tokens(this.clock.now);
		this.surroundings = {
			now: this.clock.now,
			lines: new Lines(limits),
			tokens: this.tokens,
			schedule: () => this.schedule,
		};
		const certificate = tls ? selfSigned({ flaw: tls === true ? undefined : tls }) : undefined;
		this.certificate = certificate?.cert;
		this.listener = new Listener(
			certificate,
			async (...exchange) => await this.handle(...exchange),
		);
		const oAuth2: Answering = {
			answer: async (exchange) => await answerOAuth2(exchange, this.tokens),
		};
		this.routes.set(TOKEN_PATH, oAuth2).set(CONSENT_PATH, oAuth2);
	}

	/** Starts a server. Each has its own files, so tests can run beside each other. */
	static async start(options: FileServerOptions = {}): Promise<FileServer> {
		const { port = 0, host = '127.0.0.1', tls = false, now = Date.now, ...limits } = options;
		const server = new FileServer(now, tls, limits);
		await server.listener.listen(port, host);
		return server;
	}

	/** Where it listens, without a slash at the end. */
	get url(): string {
		return this.at('127.0.0.1');
	}

	/** Its base URL by another name of this machine, such as `localhost`. */
	at(host: string): string {
		const scheme = this.certificate === undefined ? 'http' : 'https';
		return `${scheme}://${host}:${this.listener.port}`;
	}

	/** Connections that are open. */
	get openConnections(): number {
		return this.listener.connections;
	}

	/** Serves a file at a path; one that was there is replaced. */
	file(path: string, behaviour: FileBehaviour): ServedFile {
		return this.route(path, new ServedFile({ ...behaviour }, this.surroundings));
	}

	/** Sends whoever asks for a path elsewhere. Two that name each other are a circle. */
	redirect(path: string, behaviour: RedirectBehaviour): Redirect {
		return this.route(path, new Redirect(behaviour, this.surroundings));
	}

	/**
	 * Sends whoever asks for a path to a fresh signed address, below `/signed`, of a file that is served here.
	 *
	 * @param file path of the file
	 * @throws when there is no such file
	 */
	link(path: string, file: string, behaviour: LinkBehaviour = {}): SignedLink {
		const served = this.routes.get(file);
		if (!served) throw new Error(`There is no file ${file}.`);
		const signedPath = `/signed${file}`;
		const link = new SignedLink(behaviour, this.surroundings, signedPath);
		this.routes.set(signedPath, link.signed(served));
		return this.route(path, link);
	}

	/** Answers at a path with whatever there is no word for here. */
	route<Served extends Answering>(path: string, served: Served): Served {
		this.routes.set(path, served);
		return served;
	}

	/** Faults by chance for the requests that follow; undefined ends them. */
	set faults(faults: Faults | undefined) {
		this.schedule = new FaultSchedule(faults);
	}

	get faults(): Faults | undefined {
		return this.schedule.faults;
	}

	/** Sets the clock by which links and access tokens run out: milliseconds ahead of the one it was started with. */
	setClock(offsetMilliseconds: number): void {
		this.clock.offsetMilliseconds = offsetMilliseconds;
	}

	/** Ends all connections, and what is under way with them. */
	async stop(): Promise<void> {
		await this.listener.close();
	}

	private async handle(
		request: IncomingMessage,
		response: ServerResponse,
		connection: Connection,
	): Promise<void> {
		const url = new URL(request.url ?? '', 'http://file-server');
		const entry = this.requests.start(request, url, connection.number);
		const gone = new AbortController();
		response.once('close', () => {
			this.requests.end(entry, response.writableFinished ? 'whole' : 'left');
			gone.abort();
		});
		const exchange = { request, response, url, connection, entry, signal: gone.signal };
		try {
			await this.surroundings.lines.travel(request.socket, gone.signal);
			const route = this.routes.get(url.pathname);
			if (route) await route.answer(exchange);
			else answerText(exchange, 404);
		} catch (error) {
			// Who has gone needs no answer; anything else is a fault of this server.
			if (gone.signal.aborted) return;
			if (response.headersSent) response.destroy();
			else answerText(exchange, 500, {}, (error as Error).stack);
		}
	}
}
