import { renewalsSoFar, renewOnce } from '../../../nodes/ApiVideo/api/renewal';

const world = () => {
	const context = {};
	const renew = jest.fn(async () => undefined);
	return { context, renew };
};

describe('the renewal of the access token', () => {
	it('is done once for all that ask at the same time', async () => {
		const { context, renew } = world();
		await Promise.all([1, 2, 3].map(async () => await renewOnce(context, 0, renew)));
		expect([renew.mock.calls.length, renewalsSoFar(context)]).toEqual([1, 1]);
	});

	it('is not done again for a request that was sent before, and is refused only now', async () => {
		const { context, renew } = world();
		const soFar = renewalsSoFar(context);
		await renewOnce(context, soFar, renew);
		await renewOnce(context, soFar, renew);
		expect(renew).toHaveBeenCalledTimes(1);
	});

	it('is done again for a request that was sent since', async () => {
		const { context, renew } = world();
		await renewOnce(context, renewalsSoFar(context), renew);
		await renewOnce(context, renewalsSoFar(context), renew);
		expect(renew).toHaveBeenCalledTimes(2);
	});

	it('is tried again by the next one when it went wrong, which all learn who waited for it', async () => {
		const { context, renew } = world();
		const refused = jest.fn(async () => await Promise.reject(new Error('No')));
		const asking = [1, 2].map(async () => await renewOnce(context, 0, refused));
		const results = await Promise.allSettled(asking);
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect([refused.mock.calls.length, renewalsSoFar(context)]).toEqual([1, 0]);
		await renewOnce(context, 0, renew);
		expect(renew).toHaveBeenCalledTimes(1);
	});

	it('is a matter of one execution', async () => {
		const { context, renew } = world();
		await renewOnce(context, 0, renew);
		await renewOnce({}, 0, renew);
		expect(renew).toHaveBeenCalledTimes(2);
	});
});
