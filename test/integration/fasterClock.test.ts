import { MockTime } from './support/clock';

/** Keeps the event loop from turning, as a busy machine does. */
function block(milliseconds: number): void {
	const until = performance.now() + milliseconds;
	while (performance.now() < until);
}

it('a clock that runs faster stands still while the machine is busy with others', async () => {
	const time = new MockTime(40);
	await time.around(async () => {
		const began = time.now();
		block(300);
		// Of 12 s.
		expect(time.now() - began).toBeLessThan(2000);
		const wait = time.pass(
			4000,
			async (real) => await new Promise((resolve) => setTimeout(resolve, real)),
		);
		block(300);
		const until = time.now();
		await wait;
		expect(time.now() - began).toBeGreaterThanOrEqual(4000);
		expect(until - began).toBeLessThan(4000);
	});
});
