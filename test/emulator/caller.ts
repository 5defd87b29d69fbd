import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator';

export const MiB = 1024 * 1024;
export const apiKey = 'emulator-api-key';
export const basic = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;

/** An answer with its body read. `body` is the parsed JSON, or the text where it is none. */
export interface Answer {
	status: number;
	headers: Headers;
	body: Record<string, never> & Record<string, unknown>;
	/** The problem's slug. */
	slug: string | undefined;
}

/** Sends a request to an emulator, with the API key unless told otherwise. */
export async function call(
	emulator: Emulator,
	method: string,
	path: string,
	options: { json?: unknown; body?: RequestInit['body']; headers?: Record<string, string> } = {},
): Promise<Answer> {
	const isJson = options.json !== undefined;
	const answer = await fetch(emulator.url + path, {
		method,
		headers: {
			...(path.startsWith('/upload?') ? {} : { authorization: basic }),
			...(isJson && { 'content-type': 'application/json' }),
			...options.headers,
		},
		body: isJson ? JSON.stringify(options.json) : options.body,
	});
	const text = await answer.text();
	let body: Answer['body'];
	try {
		body = JSON.parse(text) as Answer['body'];
	} catch {
		body = { text } as unknown as Answer['body'];
	}
	const type = body.type as string | undefined;
	return { status: answer.status, headers: answer.headers, body, slug: type?.split('/').at(-1) };
}

/** A form with one file, and what else is given in front of it. */
export function form(file: Blob | number, before: Record<string, string> = {}, name = 'video.mp4') {
	const data = new FormData();
	for (const [field, value] of Object.entries(before)) data.append(field, value);
	data.append('file', typeof file === 'number' ? new Blob([Buffer.alloc(file)]) : file, name);
	return data;
}

/** Makes a container; answers its id. */
export async function container(emulator: Emulator, title = 'A video'): Promise<string> {
	const { body } = await call(emulator, 'POST', '/videos', { json: { title } });
	return body.videoId as string;
}

/** Makes a delegated token. */
export async function uploadToken(emulator: Emulator, ttl = 0): Promise<string> {
	const { body } = await call(emulator, 'POST', '/upload-tokens', { json: { ttl } });
	return body.token as string;
}

/** Sends a file to a container. */
export async function send(
	emulator: Emulator,
	videoId: string,
	file: Blob | number,
	contentRange?: string,
): Promise<Answer> {
	return await call(emulator, 'POST', `/videos/${videoId}/source`, {
		body: form(file),
		headers: contentRange === undefined ? {} : { 'content-range': contentRange },
	});
}

/** Starts an emulator for a test file, stops it at the end, and empties it between tests. */
export function useEmulator(options: EmulatorOptions = {}): { current: Emulator } {
	const holder = {} as { current: Emulator };
	beforeAll(async () => {
		holder.current = await startEmulator(options);
	});
	beforeEach(() => holder.current.reset());
	afterAll(async () => await holder.current.close());
	return holder;
}
