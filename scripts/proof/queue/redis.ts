import { once } from 'node:events';
import { connect } from 'node:net';
import { freePorts } from '../../lib/ports';
import { startProgram } from './program';
import type { Programs } from './programs';

/** Starts a Redis that keeps nothing on disk, on a free port. */
export async function startRedis({
	programs,
	folder,
	logFile,
	signal,
}: {
	programs: Programs;
	folder: string;
	logFile: string;
	signal: AbortSignal;
}): Promise<{ port: number; stop: () => Promise<void> }> {
	const [port] = await freePorts(1);
	const { stop } = await startProgram({
		programs,
		command: [
			programs['redis-server'],
			...['--port', String(port), '--bind', '127.0.0.1'],
			...['--dir', folder, '--save', '', '--appendonly', 'no'],
		],
		folder,
		logFile,
		isReady: async () => await answers(port),
		signal,
	});
	return { port, stop: async () => await stop() };
}

async function answers(port: number) {
	const socket = connect(port, '127.0.0.1');
	try {
		socket.write('PING\r\n');
		const [answer] = await once(socket, 'data');
		return String(answer).startsWith('+PONG');
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
