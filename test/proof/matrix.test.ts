import type { Lab } from '../../scripts/proof/lab';
import { runMatrix, type Check } from '../../scripts/proof/matrix';
import { count } from '../../scripts/proof/report';

const never = new AbortController().signal;
const print = () => undefined;

/** A lab that says what is done with it. */
function labOf(version: string, done: string[], signal = never): Lab {
	const lab: Lab = {
		installation: { nodeVersion: '20.20.2', remarks: [] },
		signal,
		afresh: async () => {
			done.push(`${version} afresh`);
			return lab;
		},
		close: async () => void done.push(`${version} closed`),
	} as unknown as Lab;
	return lab;
}

const works: Check = { title: 'Works', run: async () => 'well' };
const breaks: Check = {
	title: 'Breaks',
	run: async () => await Promise.reject(new Error('a 401')),
};

it('looks at every check in every version, each with a fresh lab, and closes what it opened', async () => {
	const done: string[] = [];

	const columns = await runMatrix(['1.123.81', '2.8.4'], [works, breaks], {
		openLab: async (version) => labOf(version, done),
		signal: never,
		print,
	});

	const outcomes = [
		{ ok: true, seen: 'well' },
		{ ok: false, seen: 'a 401' },
	];
	expect(columns).toEqual([
		{ version: '1.123.81', nodeVersion: '20.20.2', remarks: [], outcomes },
		{ version: '2.8.4', nodeVersion: '20.20.2', remarks: [], outcomes },
	]);
	expect(count(columns)).toEqual({ ok: 2, notOk: 2 });
	expect(done).toEqual([
		'1.123.81 afresh',
		'1.123.81 afresh',
		'1.123.81 closed',
		'2.8.4 afresh',
		'2.8.4 afresh',
		'2.8.4 closed',
	]);
});

it('a version that cannot be installed is not ok in every check, and the others are looked at', async () => {
	const columns = await runMatrix(['2.99.0', '2.8.4'], [works, works], {
		openLab: async (version) =>
			version === '2.99.0' ? await Promise.reject(new Error('no room')) : labOf(version, []),
		signal: never,
		print,
	});

	expect(columns[0].nodeVersion).toBeUndefined();
	expect(columns[0].outcomes).toEqual([
		{ ok: false, seen: 'n8n 2.99.0 could not be installed or started: no room' },
		{ ok: false, seen: 'n8n 2.99.0 could not be installed or started: no room' },
	]);
	expect(count(columns)).toEqual({ ok: 2, notOk: 2 });
});

it('a check that does not end is not ok', async () => {
	const hangs: Check = { title: 'Hangs', run: async () => await new Promise(() => {}) };

	const [{ outcomes }] = await runMatrix(['2.8.4'], [hangs, works], {
		openLab: async (version) => labOf(version, []),
		signal: never,
		print,
		patience: 10,
	});

	expect(outcomes).toEqual([
		{ ok: false, seen: 'not finished after 0.0 s' },
		{ ok: true, seen: 'well' },
	]);
});

it('an interruption ends it, and closes the lab', async () => {
	const done: string[] = [];
	const controller = new AbortController();
	const interrupts: Check = {
		title: 'Interrupts',
		run: async () => controller.abort(new Error('interrupted')),
	};

	const running = runMatrix(['1.123.81', '2.8.4'], [interrupts, works], {
		openLab: async (version) => labOf(version, done, controller.signal),
		signal: controller.signal,
		print,
	});

	await expect(running).rejects.toThrow('interrupted');
	expect(done).toEqual(['1.123.81 afresh', '1.123.81 closed']);
});
