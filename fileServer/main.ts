/** A file server in a process of its own, for benchmarks. Prints its address, and the PEM of its certificate if any. */
import { addControl } from './control';
import { FileServer, type FileBehaviour, type FileServerOptions } from './index';

const usage = `A server of files that are on no disk.

  npx tsx fileServer/main.ts '{"files": {"/film.mp4": {"size": 1073741824}}, "latency": 80}'

  files: what is served, by path; everything else are the options of FileServer.start
`;

type Served = FileServerOptions & { files?: Record<string, FileBehaviour> };

async function main([json = '{}']: string[]): Promise<void> {
	if (json === '--help') return console.log(usage);
	const { files = {}, ...options } = JSON.parse(json) as Served;
	const server = await FileServer.start(options);
	addControl(server, files);
	const stop = () => void server.stop();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	console.log(server.url);
	if (server.certificate !== undefined) console.log(server.certificate);
}

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(`${error.message}\n\n${usage}`);
	process.exitCode = 1;
});
