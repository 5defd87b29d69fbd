import { checkPublicUrl } from '../../../nodes/ApiVideo/trigger/publicUrl';
import { expectReadable, troubleOf } from '../support/troubles';

const PATH = '/webhook/3f1c/webhook';

test.each([
	'http://localhost:5678',
	'http://127.0.0.1:5678',
	'http://127.8.8.8',
	'http://0.0.0.0:5678',
	'http://10.0.0.7',
	'http://172.16.0.1',
	'http://172.31.255.1',
	'http://192.168.1.20:5678',
	'http://169.254.1.1',
	'http://100.64.0.1',
	'http://[::1]:5678',
	'http://[fd00::7]',
	'http://[fe80::1]',
	'http://[::ffff:10.0.0.1]',
	'http://n8n:5678',
	'https://n8n.local',
	'https://n8n.internal',
	// Another way to write 127.0.0.1.
	'http://2130706433',
	'HTTP://LOCALHOST',
])('%s cannot be reached', async (origin) => {
	const trouble = await troubleOf(() => checkPublicUrl(origin + PATH));
	expectReadable(trouble);
	expect(trouble.message).toMatch(/cannot reach this n8n/);
	expect(trouble.message).not.toContain(PATH);
	expect(trouble.advice).toMatch(/WEBHOOK_URL.*tunnel.*Publish the workflow again/);
});

test.each([
	'https://n8n.example.com',
	'https://me.app.n8n.cloud',
	'http://203.0.113.7:5678',
	'http://172.32.0.1',
	'http://100.128.0.1',
	'http://11.0.0.1',
	'https://localhost.example.com',
	'http://[2001:db8::1]',
])('%s may be reached', (origin) => {
	expect(() => checkPublicUrl(origin + PATH)).not.toThrow();
});
