import { once } from 'node:events';
import { connect } from 'node:net';
import { freePorts } from '../../lib/ports.ts';
import { startProgram } from './program.mjs';

/**
 * Starts a Redis that keeps nothing on disk, on a free port.
 * @param {{ programs: import('./programs.mjs').Programs, folder: string, logFile: string,
 *   signal: AbortSignal }} options
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 */
export async function startRedis({ programs, folder, logFile, signal }) {
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

/** @param {number} port */
async function answers(port) {
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
