import type { INodeParameters } from 'n8n-workflow';
import { ApiVideo } from '../../nodes/ApiVideo/ApiVideo.node';
import { runNode, type NodeRun } from './harness';
import { createToken, useEmulator, withKey, withToken } from './support/apiVideo';
import { fileOf } from './support/files';

const world = useEmulator();

const upload = { resource: 'video', operation: 'upload' };
const NO_KEY: INodeParameters[] = [
	upload,
	{
		...upload,
		uploadWith: 'delegatedToken',
		uploadToken: { __rl: true, mode: 'id', value: 'to1' },
	},
	{ resource: 'video', operation: 'getAll' },
	{ resource: 'tag', operation: 'getAll' },
	{ resource: 'delegatedToken', operation: 'create' },
	{ resource: 'liveStream', operation: 'getAll' },
	{ resource: 'webhook', operation: 'getAll' },
];

async function run(parameters: INodeParameters, more: Partial<NodeRun>) {
	const items = [{ file: fileOf(10).path }];
	return await runNode({ node: new ApiVideo(), parameters, items, ...more });
}

describe('a step that needs the API key', () => {
	it.each(NO_KEY)('says so where it has no credential: %j', async (parameters) => {
		for (const credentials of [undefined, {}]) {
			const result = await run(parameters, { settings: { credentials } });
			expect(result.error).toMatchObject({
				message: 'This step has no api.video credential, or one that was deleted [item 0]',
				description: expect.stringMatching(
					/Credential, with an API key.*Delegated Token Credential/,
				),
			});
		}
		expect(world.emulator.requests.entries).toEqual([]);
	});

	it.each(NO_KEY)('says so where it has a delegated token: %j', async (parameters) => {
		const credentials = [withToken(world, await createToken(world))];
		world.emulator.requests.clear();
		const { error } = await run(parameters, { credentials });
		expect(error?.message).toBe(
			'This step has no api.video credential, or one that was deleted [item 0]',
		);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

describe('a step that uploads with a delegated token and nothing else', () => {
	it.each([
		['an API key', () => ({ credentials: [withKey(world)] })],
		['no credential', () => ({ settings: { credentials: undefined } })],
		['an empty choice', () => ({ settings: { credentials: {} } })],
	])('says so where it has %s', async (_what, more) => {
		const parameters = { ...upload, uploadWith: 'tokenCredential' };
		const { error } = await run(parameters, more());
		expect(error).toMatchObject({
			message:
				'This step has no credential with a delegated token, or one that was deleted [item 0]',
			description: expect.stringContaining('set Upload With to API Key'),
		});
		expect(world.emulator.requests.entries).toEqual([]);
	});
});
