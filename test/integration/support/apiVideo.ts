import { mockWaits, type MockTime } from './clock';
// Behind the clock's own mock, and before the node.
import './freshLines';
import type { INodeParameters } from 'n8n-workflow';
import { ApiVideoApi } from '../../../credentials/ApiVideoApi.credentials';
import { ApiVideoUploadTokenApi } from '../../../credentials/ApiVideoUploadTokenApi.credentials';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../emulator';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { runNode, type NodeResult, type NodeRun, type StoredCredential } from '../harness';

/** The key that the emulator accepts. */
export const API_KEY = 'the-one-and-only-key-of-this-test';

/** What a test of the node works with. */
export interface World {
	emulator: Emulator;
	/** Where the credentials point; a test may point them elsewhere. */
	baseUrl: string;
}

/** Starts an emulator for a test file; each test finds it without videos, tokens and faults. */
export function useEmulator(options: EmulatorOptions = {}): World {
	const world = {} as World;
	beforeAll(async () => {
		world.emulator = await startEmulator({ apiKey: API_KEY, ...options });
	});
	beforeEach(() => {
		world.emulator.reset();
		world.baseUrl = world.emulator.url;
		mockWaits.length = 0;
	});
	afterAll(async () => await world.emulator.close());
	return world;
}

/** Runs something in a time of its own, with an emulator of its own that goes by it. */
export async function inWorld<T>(
	time: MockTime,
	work: (world: World) => Promise<T>,
	options: EmulatorOptions = {},
): Promise<T> {
	const now = time.date;
	const emulator = await startEmulator({ apiKey: API_KEY, encodingSeconds: 0, now, ...options });
	try {
		return await time.around(async () => await work({ emulator, baseUrl: emulator.url }));
	} finally {
		await emulator.close();
	}
}

/** The credential with the API key. */
export function withKey({ baseUrl }: World, apiKey = API_KEY): StoredCredential {
	return { type: new ApiVideoApi(), data: { apiKey, environment: 'custom', baseUrl } };
}

/** The credential of someone who was given nothing but a delegated token. */
export function withToken({ baseUrl }: World, uploadToken: string): StoredCredential {
	const data = { uploadToken, environment: 'custom', baseUrl };
	return { type: new ApiVideoUploadTokenApi(), data };
}

/** Runs an operation with the API key, unless `run` says otherwise. */
export async function operate(
	world: World,
	resource: 'video' | 'delegatedToken',
	operation: string,
	parameters: INodeParameters = {},
	run: Partial<NodeRun> = {},
): Promise<NodeResult> {
	return await runNode({
		node: new ApiVideo(),
		credentials: [withKey(world)],
		...run,
		parameters: { resource, operation, ...parameters },
	});
}

/** Video > Upload with the API key. */
export async function upload(
	world: World,
	run: Partial<NodeRun>,
	parameters: INodeParameters = {},
): Promise<NodeResult> {
	return await operate(world, 'video', 'upload', parameters, run);
}

/** Video > Upload of someone who has a delegated token only. */
export async function uploadWithToken(
	world: World,
	token: string,
	run: Partial<NodeRun>,
	parameters: INodeParameters = {},
): Promise<NodeResult> {
	const credentials = [withToken(world, token)];
	const uploadWith = 'tokenCredential';
	return await upload(world, { credentials, ...run }, { uploadWith, ...parameters });
}

/** Delegated Token > Create. */
export async function createToken(world: World): Promise<string> {
	const { items, error } = await operate(world, 'delegatedToken', 'create', {
		ttl: 1,
		ttlUnit: 'hours',
	});
	if (error) throw new Error(error.message);
	return String(items[0].json.token);
}

/** A resource locator as an expression or By ID fills it. */
export function byId(value: string): INodeParameters {
	return { __rl: true, mode: 'id', value };
}

/** What the service has received of the video that an item stands for. */
export async function received({ emulator }: World, { items }: NodeResult, index = 0) {
	const file = await emulator.videoFile(String(items[index]?.json.videoId));
	return file && { size: file.size, sha256: file.sha256 };
}
