import { operate, received, upload, useEmulator } from './support/apiVideo';
import { mockWaits } from './support/clock';
import { fileOf, MIB } from './support/files';

const world = useEmulator();
const { path: file, size, sha256 } = fileOf(12 * MIB);
const items = [{ file }];

const minutesWaited = () => mockWaits.reduce((sum, wait) => sum + wait, 0) / 60_000;

test('an outage of minutes in the middle of an upload is waited out', async () => {
	world.emulator.faults.add({ kind: 'status', status: 503, path: '/source$', times: 24 });
	const result = await upload(world, { items }, { options: { chunkSize: 5 } });
	expect(result.error).toBeUndefined();
	expect(await received(world, result)).toEqual({ size, sha256 });
	expect(minutesWaited()).toBeGreaterThan(1);
});

test('one that is longer than Keep Trying For is told, with what to do', async () => {
	world.emulator.faults.add({ kind: 'status', status: 503, path: '/source$' });
	const options = { chunkSize: 5, parallelUploads: 1, keepTryingFor: 2 };
	const { error } = await upload(world, { items }, { options });
	expect(error?.message).toMatch(
		/^api\.video could not answer \(HTTP 503\) \(tried \d+ times in (1\d\d seconds|[23] minutes)\)/,
	);
	expect(error?.description).toContain('set Keep Trying For under Options to more minutes');
	expect(error?.description).toContain('empty video');
});

test('nothing is waited out where Keep Trying For is 0', async () => {
	world.emulator.faults.add({ kind: 'status', status: 503, path: '/source$' });
	const options = { keepTryingFor: 0 };
	const { error } = await upload(world, { items }, { options });
	expect(error?.message).toMatch(/^api\.video could not answer \(HTTP 503\) \[item 0\]/);
	expect(world.emulator.requests.uploads).toHaveLength(1);
});

test('one that begins before the first answer is told within about a minute', async () => {
	world.emulator.faults.add({ kind: 'status', status: 503 });
	const { error } = await operate(world, 'video', 'getAll');
	expect(error?.message).toMatch(/HTTP 503\) \(tried for \d+ seconds\)/);
	expect(minutesWaited()).toBeLessThan(2);
});
