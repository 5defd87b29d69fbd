import type { Held } from '../../bench/measure/diagnostics';
import { Stopped } from '../../scripts/proof/soak/door';
import type { Job } from '../../scripts/proof/soak/jobs';
import { moreThan } from '../../scripts/proof/soak/leftovers';
import { doMixed } from '../../scripts/proof/soak/mixed';
import type { World } from '../../scripts/proof/soak/world';

const held = (resources: Record<string, number>, listeners = 11): Held => ({
	resources,
	remotePorts: [],
	listeners,
	rss: 0,
	heapUsed: 0,
	external: 0,
	arrayBuffers: 0,
});

it.each([
	['a timer', { Timeout: 17, TCPSocketWrap: 1 }, 11, { Timeout: 1 }],
	['a socket', { Timeout: 16, TCPSocketWrap: 3 }, 11, { TCPSocketWrap: 2 }],
	['an open file', { Timeout: 16, TCPSocketWrap: 1, FSReqCallback: 1 }, 11, { FSReqCallback: 1 }],
	['a listener', { Timeout: 16, TCPSocketWrap: 1 }, 12, { 'listeners of the process': 1 }],
	['nothing', { Timeout: 3 }, 11, {}],
])('what is left is seen: %s', (_what, resources, listeners, more) => {
	const before = held({ Timeout: 16, TCPSocketWrap: 1 });

	expect(moreThan(before, held(resources, listeners))).toEqual(more);
});

it('work of each kind is done, and what was stopped and what is untrue are told apart', async () => {
	const { signal } = new AbortController();
	const world = {
		n8n: { pid: process.pid, client: { call: async () => undefined } },
		emulator: { revokeAccessTokens: () => undefined },
		signal,
	} as unknown as World;
	const titles: string[] = [];
	const job = (name: string, fault?: Error): Job => ({
		name,
		run: async (title) => {
			titles.push(title);
			if (fault) throw fault;
		},
	});

	const outcome = await doMixed(
		world,
		[job('Works'), job('Stops', new Stopped('no answer')), job('Lies', new Error('another hash'))],
		0,
	);

	expect([...outcome.done.keys()]).toEqual(['Works']);
	expect(new Set(outcome.stopped)).toEqual(new Set(['Stops 2: no answer']));
	expect(new Set(outcome.untrue)).toEqual(new Set(['Lies 3: another hash']));
	expect(new Set(titles).size).toBe(titles.length);
});
