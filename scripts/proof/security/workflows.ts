import { randomUUID } from 'node:crypto';
import type { Reference } from '../../lib/lab';

const PACKAGE = 'n8n-nodes-apivideo';

/** By credential type. */
export type Credentials = Record<string, Reference>;

/** What the steps are given. */
export interface Planted {
	/** With the API key, with the delegated token, and with the header or OAuth2 of the file server. */
	readonly credentials: Readonly<Record<'key' | 'token' | 'header' | 'oAuth2', Credentials>>;
	/** Addresses of the same file: with a signature, and for those who sign in by a header or OAuth2. */
	readonly addresses: Readonly<Record<'signed' | 'header' | 'oAuth2' | 'userInfo', string>>;
	/** Typed into steps: one that takes uploads, and one that is not there, as asking for one puts it out. */
	readonly delegatedToken: string;
	readonly unknownToken: string;
	/** Of a video that is there. */
	readonly videoId: string;
}

/** A step, by what it does: its parameters and credentials. */
type Does = readonly [parameters: Record<string, unknown>, credentials: Credentials];

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** One step for each way in which a secret is used, and for values that are none. */
export function stepsOf({ credentials, addresses, videoId, ...tokens }: Planted): Does[] {
	const { delegatedToken, unknownToken } = tokens;
	const { key, token, header, oAuth2 } = credentials;
	const of = (resource: string, operation: string, more: object = {}): Does => [
		{ resource, operation, ...more },
		key,
	];
	const fromWeb = (webAddress: string, more: object, own: Credentials): Does => [
		{ resource: 'video', operation: 'upload', fileFrom: 'webAddress', webAddress, ...more },
		own,
	];
	const video = { videoId: byId(videoId) };
	const withToken = { uploadWith: 'delegatedToken', uploadToken: byId(delegatedToken) };
	return [
		of('video', 'getAll', { returnAll: true }),
		of('video', 'get', video),
		of('video', 'create', { source: 'none', title: 'made' }),
		of('video', 'update', { ...video, updateFields: { title: 'new' } }),
		of('caption', 'getAll', video),
		of('liveStream', 'getAll'),
		of('webhook', 'getAll'),
		of('delegatedToken', 'get', { uploadToken: byId(unknownToken) }),
		// What was deleted is put out, so it is another one.
		of('delegatedToken', 'delete', { uploadToken: byId('toGone') }),
		fromWeb(addresses.signed, {}, key),
		fromWeb(addresses.signed, withToken, key),
		fromWeb(addresses.signed, { uploadWith: 'tokenCredential' }, token),
		fromWeb(addresses.header, { signInToServerWith: 'header' }, { ...key, ...header }),
		fromWeb(addresses.oAuth2, { signInToServerWith: 'oAuth2' }, { ...key, ...oAuth2 }),
		fromWeb(addresses.signed, { signInToServerWith: 'header' }, { ...key, ...header }),
		fromWeb(addresses.userInfo, {}, key),
		// Of a wrong type: what it is must not be repeated.
		fromWeb(`={{ ({ link: ${JSON.stringify(addresses.signed)} }) }}`, {}, key),
		of('delegatedToken', 'get', {
			uploadToken: byId(`={{ [${JSON.stringify(delegatedToken)}] }}`),
		}),
		of('video', 'get', { videoId: byId('={{ $json.nothing.here.at.all }}') }),
		of('video', 'create', {
			source: 'none',
			title: '={{ (() => { throw new Error("thrown") })() }}',
		}),
	];
}

/** What a step does after it has failed. */
export type OnError = 'continueRegularOutput' | 'continueErrorOutput' | 'stopWorkflow';

/** The steps side by side, each with the one item of the start, so that none depends on another. */
export function workflowOf(steps: readonly Does[], onError: OnError): object {
	const nodes = steps.map(([parameters, credentials], index) => ({
		id: randomUUID(),
		name: `Step ${index + 1}`,
		type: `${PACKAGE}.apiVideo`,
		typeVersion: 1,
		position: [220, 180 * index],
		parameters,
		credentials,
		onError,
	}));
	const start = {
		id: randomUUID(),
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const links = nodes.map(({ name }) => ({ node: name, type: 'main', index: 0 }));
	return {
		name: `Planted, ${onError}`,
		nodes: [start, ...nodes],
		connections: { Start: { main: [links] } },
		settings: { executionOrder: 'v1' },
		active: false,
	};
}

/** A workflow that events of the service start. */
export function triggeredBy(key: Credentials): object {
	const trigger = {
		id: randomUUID(),
		name: 'Trigger',
		type: `${PACKAGE}.apiVideoTrigger`,
		typeVersion: 1,
		position: [0, 0],
		webhookId: randomUUID(),
		parameters: {},
		credentials: key,
	};
	return {
		name: 'Planted, triggered',
		nodes: [trigger],
		connections: {},
		settings: { executionOrder: 'v1' },
		active: false,
	};
}
