import './support/quickStalls';
import './support/quickAnswers';
import type { Fault } from '../../emulator';
import type { FaultMatch, HostileEffect } from '../../emulator/faults/fault';
import { leaked } from './harness';
import { recordingServer, type RecordingServer } from './harness/recordingServer';
import {
	API_KEY,
	createToken,
	upload,
	uploadWithToken,
	inWorld,
	type World,
} from './support/apiVideo';
import { HOSTILE, SOURCE } from './support/chances';
import { untrueOfMessage } from './support/claims';
import { MockTime } from './support/clock';
import { fileOf, MIB } from './support/files';
import { stalls, stallsOf } from './support/stalls';
import { untrueOfSuccess } from './support/success';

// Each way in which whoever stands in the place of the service may answer, in each place of an upload.

const file = fileOf(2 * MIB);

const name = (effect: HostileEffect) => ('form' in effect ? effect.form : effect.kind);

/** Uploads a file while a fault is set; what is not true of its end. */
async function untrueIn(world: World, effect: HostileEffect, match: FaultMatch, token?: string) {
	const { emulator } = world;
	emulator.faults.add({ ...effect, ...match });
	const run = { items: [{ file: file.path }] };
	const result = await stalls.run(stallsOf(emulator), async () =>
		token === undefined ? await upload(world, run) : await uploadWithToken(world, token, run),
	);
	const fired = emulator.faults
		.list()
		.some((fault) => fault.fault.kind === effect.kind && fault.fired > 0);
	emulator.faults.clear();
	const requests = emulator.requests.entries.slice();
	const tokenAlone = token !== undefined;
	const wrong = result.error
		? await untrueOfMessage({ emulator, result, file, requests, tokenAlone })
		: await untrueOfSuccess({ emulator, result, file, tokenAlone });
	const secrets = leaked(result, API_KEY, ...(token === undefined ? [] : [token]));
	return {
		fired,
		wrong: [...wrong, ...secrets.map(() => 'a secret is told')],
		said: result.error?.message ?? 'success',
	};
}

/** The same in a time and with a service of its own. */
async function untrue(
	effect: HostileEffect,
	match: FaultMatch,
	{ token = false, before }: { token?: boolean; before?: Fault } = {},
) {
	return await inWorld(new MockTime(), async (world) => {
		if (before) world.emulator.faults.add(before);
		const given = token ? await createToken(world) : undefined;
		return await untrueIn(world, effect, match, given);
	});
}

describe('once, and the file arrives all the same', () => {
	it.each(HOSTILE.map((effect) => [name(effect), effect] as const))(
		'in answer to the file: %s',
		async (_name, effect) => {
			const { wrong, said, fired } = await untrue(effect, { ...SOURCE, nth: 1 });
			expect({ wrong, said, fired }).toEqual({ wrong: [], said: 'success', fired: true });
		},
	);

	it.each(HOSTILE.map((effect) => [name(effect), effect] as const))(
		'in answer to what has arrived: %s',
		async (_name, effect) => {
			const before: Fault = { kind: 'lost-answer', ...SOURCE, nth: 1 };
			const { wrong, said, fired } = await untrue(effect, { path: '/status$', nth: 1 }, { before });
			expect({ wrong, said, fired }).toEqual({ wrong: [], said: 'success', fired: true });
		},
	);

	it.each(HOSTILE.map((effect) => [name(effect), effect] as const))(
		'in answer to a file that a token alone sends: %s',
		async (_name, effect) => {
			const { wrong, said, fired } = await untrue(effect, { ...SOURCE, nth: 1 }, { token: true });
			expect({ wrong, said, fired }).toEqual({ wrong: [], said: 'success', fired: true });
		},
	);
});

describe('whatever comes of it, nothing untrue is said', () => {
	const PLACES: Array<[string, FaultMatch]> = [
		['signing in', { path: '^/auth/api-key$', nth: 1 }],
		['making the video', { method: 'POST', path: '^/videos$', nth: 1 }],
	];
	it.each(
		PLACES.flatMap(([place, match]) =>
			HOSTILE.map((effect) => [place, name(effect), match, effect] as const),
		),
	)('%s: %s', async (_place, _name, match, effect) => {
		const { wrong, fired } = await untrue(effect, match);
		expect({ wrong, fired }).toEqual({ wrong: [], fired: true });
	});

	it.each(HOSTILE.map((effect) => [name(effect), effect] as const))(
		'each time, in answer to the file: %s',
		async (_name, effect) => {
			const { wrong, fired } = await untrue(effect, SOURCE);
			expect({ wrong, fired }).toEqual({ wrong: [], fired: true });
		},
	);
});

describe('a redirect to another host', () => {
	let elsewhere: RecordingServer;
	beforeEach(async () => {
		elsewhere = await recordingServer((_request, response) => void response.end('{}'));
	});
	afterEach(async () => await elsewhere.close());

	it.each([301, 302, 303, 307, 308] as const)('is followed by nobody: %d', async (status) => {
		const redirect = { kind: 'redirect', to: elsewhere.url, status } as const;
		for (const path of ['^/auth/api-key$', '^/videos$', '/source$']) {
			const { said, wrong } = await untrue(redirect, { path });
			expect(said).toContain(`(HTTP ${status})`);
			expect(wrong).toEqual([]);
		}
		const { said } = await untrue(redirect, SOURCE, { token: true });
		expect(said).toContain(`(HTTP ${status})`);
		expect(elsewhere.requests).toEqual([]);
	});
});
