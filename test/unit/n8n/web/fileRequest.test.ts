import { FileRequest } from '../../../../nodes/ApiVideo/n8n/web/fileRequest';
import { response } from '../../support/fakeNode';
import { NEVER } from '../../support/never';

it('measures how long the answer takes, and how long its reader waits for bytes', async () => {
	let now = 1_000_000;
	async function* body() {
		for (const milliseconds of [300, 200]) {
			now += milliseconds;
			yield Buffer.from('bytes');
		}
	}
	const request = new FileRequest({ now: () => now }, new URL('https://files.example/a'), NEVER);

	await request.send({}, async () => {
		now += 40;
		return response(200, body());
	});
	for await (const piece of request.read()) {
		expect(String(piece)).toBe('bytes');
		// What is done with the bytes is no wait for them.
		now += 5000;
	}
	request.close();

	expect([request.firstByteMs, request.waitedMs]).toEqual([40, 500]);
});
