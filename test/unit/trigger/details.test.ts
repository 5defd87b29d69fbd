import '../support/credentialClock';
import { fetchDetails } from '../../../nodes/ApiVideo/trigger/details';
import { response } from '../support/fakeNode';
import { FakeTrigger } from '../support/fakeTrigger';

it('gives what Video > Get puts out, and says that it was fetched', async () => {
	const trigger = new FakeTrigger();
	trigger.refuse = () =>
		response(200, { videoId: 'vi1', title: 'A film', panoramic: false, assets: { player: 'p' } });
	expect(await fetchDetails(trigger.delivery, 'vi1')).toEqual({
		videoId: 'vi1',
		title: 'A film',
		player: 'p',
		videoDetails: { fetched: true },
	});
	expect(trigger.asked).toEqual(['GET /videos/vi1']);
});

it('says why it could not be fetched', async () => {
	const trigger = new FakeTrigger();
	trigger.refuse = () => response(403, { title: 'Not today.' });
	expect(await fetchDetails(trigger.delivery, 'vi1')).toEqual({
		videoDetails: {
			fetched: false,
			reason: 'api.video declined the request (HTTP 403): Not today',
		},
	});
});

it('repeats nothing of what n8n says, which may hold anything', async () => {
	const n8n = Object.assign(new FakeTrigger().delivery, {
		getCredentials: async () => await Promise.reject(new TypeError('hidden')),
	});
	expect(await fetchDetails(n8n, 'vi1')).toEqual({
		videoDetails: { fetched: false, reason: 'The request could not be made' },
	});
});
