import { eventually } from './support/eventually';

test('reads again what could not be read at one moment', async () => {
	const readings = [
		async () => await Promise.reject(new Error('There are two of them.')),
		async () => 'not yet',
		async () => 'shown',
	];
	await eventually(async () => await readings.shift()?.(), 'shown');
	expect(readings).toEqual([]);
});
