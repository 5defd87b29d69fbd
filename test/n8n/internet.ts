import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '../../fileServer/certificate';

/** Hosts of the internet that are on this machine, for whoever goes through a proxy. */
export interface Internet {
	/** The address of the proxy, with what it wants as sign-in. */
	readonly proxy: string;
	/** For an n8n that is to reach the hosts, and to trust their certificate. */
	readonly environment: Record<string, string>;
	close(): Promise<void>;
}

/**
 * Starts a proxy behind which each host answers by https, and any other is out of reach.
 *
 * @param hosts what answers, by the name of the host
 * @param signIn `user:password` that the proxy wants; none unless given
 */
export async function startInternet(
	hosts: Record<string, RequestListener>,
	signIn?: string,
): Promise<Internet> {
	const certificate = selfSigned({ hosts: Object.keys(hosts) });
	const folder = await mkdtemp(join(tmpdir(), 'apivideo-internet-'));
	const authority = join(folder, 'authority.pem');
	await writeFile(authority, certificate.cert);
	const secure = createSecureServer(certificate, (incoming, response) => {
		hosts[String(incoming.headers.host)](incoming, response);
	});
	const proxy = createServer((_incoming, response) => response.writeHead(502).end());
	const tunnels = new Set<{ destroy(): void }>();
	const wanted = signIn && `Basic ${Buffer.from(signIn).toString('base64')}`;
	proxy.on('connect', ({ url, headers }, socket, head) => {
		if (wanted !== undefined && headers['proxy-authorization'] !== wanted) {
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
			return;
		}
		if (!(String(url).split(':')[0] in hosts)) {
			socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
			return;
		}
		const onward = connect(portOf(secure), '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			onward.write(head);
			onward.pipe(socket).pipe(onward);
		});
		for (const [one, other] of [
			[socket, onward],
			[onward, socket],
		]) {
			tunnels.add(one);
			one.on('error', () => other.destroy());
			one.on('close', () => {
				tunnels.delete(one);
				other.destroy();
			});
		}
	});
	await Promise.all([listening(secure), listening(proxy)]);
	const url = `http://${signIn ? `${signIn}@` : ''}127.0.0.1:${portOf(proxy)}`;
	return {
		proxy: url,
		environment: { HTTPS_PROXY: url, https_proxy: url, NODE_EXTRA_CA_CERTS: authority },
		close: async () => {
			for (const tunnel of tunnels) tunnel.destroy();
			await Promise.all([closed(secure), closed(proxy)]);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** @returns what hands every request on to a server, and its answer back; a connection that breaks breaks here as well */
export function forwardTo(server: string): RequestListener {
	return (incoming, response) => {
		const { method, headers, url } = incoming;
		const onward = request(`${server}${url}`, { method, headers }, (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
			answer.on('error', () => response.destroy());
		});
		onward.on('error', () => response.destroy());
		response.on('close', () => onward.destroy());
		incoming.pipe(onward);
	};
}

async function listening(server: Server): Promise<void> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

async function closed(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}
