import { json } from 'node:stream/consumers';
import {
	answerText,
	type Exchange,
	type FileBehaviour,
	type FileServer,
	type Limits,
} from './index';

/** Below it nothing is noted as a request. */
const CONTROL = '/file-server';

/**
 * Serves files, and lets whoever runs the server in another process ask and change it:
 *
 * - `GET /file-server/requests` lists the requests, `DELETE` forgets them;
 * - `GET /file-server/files?path=/film.mp4` answers `{size, sha256}`, `PATCH` changes the file's behaviour;
 * - `PATCH /file-server/limits` changes those of the server.
 */
export function addControl(server: FileServer, files: Record<string, FileBehaviour>): void {
	const served = new Map(
		Object.entries(files).map(([path, file]) => [path, server.file(path, file)]),
	);
	const at = (path: string, methods: Record<string, (exchange: Exchange) => Promise<unknown>>) =>
		server.route(`${CONTROL}/${path}`, {
			answer: async (exchange) => {
				const work = methods[exchange.entry.method];
				if (!work) return answerText(exchange, 405, { allow: Object.keys(methods).join(', ') });
				answerJson(exchange, await work(exchange));
			},
		});
	const fileOf = ({ entry: { query } }: Exchange) => {
		const file = served.get(query.path);
		if (!file) throw new Error(`There is no file ${query.path}.`);
		return file;
	};
	at('requests', {
		GET: async () => server.requests.entries.filter(({ path }) => !path.startsWith(CONTROL)),
		DELETE: async () => server.requests.clear(),
	});
	at('files', {
		GET: async (exchange) => {
			const file = fileOf(exchange);
			return { size: file.content.size, sha256: await file.sha256() };
		},
		PATCH: async (exchange) =>
			fileOf(exchange).change((await json(exchange.request)) as Partial<FileBehaviour>),
	});
	at('limits', {
		PATCH: async ({ request }) =>
			void Object.assign(server.limits, (await json(request)) as Partial<Limits>),
	});
}

function answerJson(exchange: Exchange, body: unknown): void {
	if (body === undefined) return answerText(exchange, 204);
	answerText(exchange, 200, { 'content-type': 'application/json' }, JSON.stringify(body));
}
