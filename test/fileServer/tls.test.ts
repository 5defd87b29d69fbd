import { X509Certificate } from 'node:crypto';
import { connect } from 'node:net';
import { ask, MiB, oneConnection, sha256, until, useFileServer } from './client';

const server = useFileServer({ tls: true });

test('a client that trusts the certificate is served, by every name', async () => {
	const file = server.current.file('/film.mp4', { size: 2 * MiB });
	const ca = server.current.certificate;
	for (const url of [server.current.url, server.current.at('localhost')]) {
		expect(url).toMatch(/^https:/);
		const { body } = await ask(`${url}/film.mp4`, { ca, agent: oneConnection(ca) });
		expect(sha256(body)).toBe(await file.sha256());
	}
});

test('one that does not is told that nobody has signed it', async () => {
	server.current.file('/film.mp4', { size: 10 });
	await expect(ask(`${server.current.url}/film.mp4`)).rejects.toMatchObject({
		code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
	});
	expect(server.current.requests.entries).toEqual([]);
});

test('the certificate is well formed', () => {
	const certificate = new X509Certificate(server.current.certificate ?? '');
	expect(certificate.verify(certificate.publicKey)).toBe(true);
	expect(certificate.subjectAltName).toBe(
		'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
	);
	expect(certificate.ca).toBe(true);
	expect(certificate.checkHost('localhost')).toBe('localhost');
	expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());
});

test('stopping ends connections that have not said anything', async () => {
	const { port } = new URL(server.current.url);
	const socket = connect(Number(port), '127.0.0.1');
	const closed = new Promise((resolve) => socket.once('close', resolve));
	await until(() => server.current.openConnections === 1);
	await server.current.stop();
	await closed;
	expect(server.current.openConnections).toBe(0);
});
