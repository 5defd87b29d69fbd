import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root, sources } from './imports';

// Whatever waits takes a signal, and ends with it: test/unit/cancel walks the places listed here.
const FILES = ['nodes', 'credentials'].flatMap(sources);

/** Functions that wait, and with which argument, counted from 0, they are given the signal; or with any of them. */
const SIGNAL_AT: Record<string, number | 'any'> = {
	sleep: 1,
	open: 'any',
	reserve: 1,
	pass: 2,
	runPaced: 2,
	untilRoom: 0,
	slow: 1,
	untilAborted: 1,
	untilDone: 1,
	readFromN8n: 2,
	pause: 1,
	onAbort: 0,
	exactly: 2,
	exactlyRange: 3,
	firstBytes: 0,
	withReadAhead: 2,
	exchange: 1,
	exchangeBounded: 1,
	holds: 4,
	beginningOf: 2,
	fingerprint: 1,
	smallFile: 5,
	binarySource: 4,
	received: 1,
	letN8nSign: 3,
};

/** Calls of the same name that do not wait. */
const NO_WAIT = new Set([
	// Holds everybody back, in no time.
	'nodes/ApiVideo/upload/deliver.ts pause',
	'nodes/ApiVideo/api/repeat.ts pause',
	// Looks into what is remembered.
	'nodes/ApiVideo/trigger/memory.ts holds',
]);

/**
 * The places that wait by themselves, by file, and how many: a new one needs a test in test/unit/cancel. Clearing up
 * is the one thing that goes on after a cancel, for ten seconds: test/integration/stop.test.ts.
 */
const PLACES: Record<string, Record<string, number>> = {
	sleep: {
		'api/n8nDatabase.ts': 1,
		'api/repeat.ts': 1,
		'n8n/web/fileServer.ts': 1,
		'n8n/web/readers.ts': 1,
		'n8n/web/oAuth2Renewal.ts': 1,
		'resources/video/clearUp.ts': 1,
		'resources/video/createOnce.ts': 1,
		'resources/video/deleteOwn.ts': 1,
		'resources/video/keyRace.ts': 3,
		'resources/video/playable.ts': 1,
		'resources/video/sharedUpload.ts': 2,
		'upload/blocks.ts': 1,
		'upload/confirm.ts': 1,
		'upload/deliver.ts': 1,
		'upload/gate.ts': 1,
		'upload/pace.ts': 1,
		'upload/steady.ts': 1,
		'upload/throttle.ts': 1,
	},
	open: {
		'n8n/binarySource.ts': 1,
		'n8n/lazyFile.ts': 1,
		'n8n/web/fileWithoutLength.ts': 1,
		'n8n/web/probe.ts': 2,
		'n8n/web/ranges.ts': 1,
		'n8n/web/wholeFile.ts': 1,
		'upload/chunks.ts': 1,
		'upload/deliver.ts': 1,
		'upload/partFrames.ts': 1,
		'upload/parts.ts': 1,
		'upload/readAhead.ts': 2,
		'upload/source.ts': 1,
		'upload/spareMemory.ts': 1,
		'upload/steady.ts': 1,
	},
	reserve: { 'upload/frames.ts': 1, 'upload/partFrames.ts': 1, 'upload/readAhead.ts': 1 },
	pass: { 'upload/deliver.ts': 1, 'upload/lane.ts': 1, 'upload/throttle.ts': 1 },
	untilRoom: { 'upload/pace.ts': 1, 'upload/throttle.ts': 1 },
	untilAborted: {
		'api/exchange.ts': 1,
		'api/n8nDatabase.ts': 1,
		'n8n/signer.ts': 1,
		'n8n/web/oAuth2Renewal.ts': 1,
		'resources/caption/downloadTrack.ts': 1,
	},
	untilDone: {
		'n8n/web/readers.ts': 1,
		'upload/frame.ts': 1,
		'upload/frames.ts': 1,
		'upload/partFrames.ts': 1,
		'upload/readAhead.ts': 1,
	},
	firstBytes: { 'upload/chunks.ts': 1 },
	readFromN8n: {
		'api/letN8nSign.ts': 1,
		'api/readCredential.ts': 1,
		'n8n/storedFile.ts': 1,
	},
	// n8n's functions that may hang; each is raced against a signal.
	getCredentials: { 'api/letN8nSign.ts': 1, 'api/readCredential.ts': 1 },
	httpRequest: {
		'api/sendSigned.ts': 1,
		'api/signIn.ts': 1,
		'n8n/uploadTransport.ts': 2,
		'n8n/web/fileServer.ts': 1,
		'resources/caption/downloadTrack.ts': 1,
	},
	getBinaryStream: { 'n8n/storedFile.ts': 1 },
	getBinaryMetadata: { 'n8n/storedFile.ts': 1 },
	prepareBinaryData: { 'resources/caption/downloadTrack.ts': 1 },
};

/** Promises that somebody else settles; all but the frame's end with a signal, and that one with its upload. */
const NEW_PROMISES = [
	'api/untilAborted.ts',
	'n8n/pause.ts',
	'n8n/readWatch.ts',
	'upload/blocks.ts',
	'upload/frame.ts',
	'upload/gate.ts',
	'upload/onAbort.ts',
];

/** Time limits of what no execution ends, or of what outlives one; of one request; and the clock's own timer. */
const TIMEOUTS = [
	'credentials/ApiVideoApi.credentials.ts',
	'nodes/ApiVideo/api/timeLimit.ts',
	'nodes/ApiVideo/n8n/apiOf.ts',
	'nodes/ApiVideo/n8n/pause.ts',
	'nodes/ApiVideo/trigger/registration.ts',
];

interface Call {
	readonly file: string;
	readonly name: string;
	readonly line: number;
	readonly args: readonly ts.Expression[];
	/** What it is called on, as written. */
	readonly on: string;
}

function parsed(file: string, text = readFileSync(join(root, file), 'utf8')): ts.SourceFile {
	return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function nodesOf(source: ts.SourceFile): ts.Node[] {
	const found: ts.Node[] = [];
	const visit = (node: ts.Node): void => {
		found.push(node);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

function callsIn(source: ts.SourceFile): Call[] {
	return nodesOf(source)
		.filter((node) => ts.isCallExpression(node))
		.map(({ expression, arguments: args, pos }) => {
			const isMember = ts.isPropertyAccessExpression(expression);
			const name = isMember ? expression.name.text : expression.getText();
			const on = isMember ? expression.expression.getText() : '';
			const line = source.getLineAndCharacterOfPosition(pos).line + 1;
			return { file: source.fileName, name, line, args: [...args], on };
		});
}

/** Calls that wait and are given nothing that could be a signal. */
function withoutSignal(source: ts.SourceFile): string[] {
	return callsIn(source)
		.filter(({ name }) => Object.hasOwn(SIGNAL_AT, name))
		.filter(({ file, name }) => !NO_WAIT.has(`${file} ${name}`))
		.filter(({ name, args }) => {
			const at = SIGNAL_AT[name];
			const given = at === 'any' ? args : args.slice(at, at + 1);
			return !given.some((arg) => /signal|until|^one$/i.test(arg.getText()));
		})
		.map(({ file, line, name }) => `${file}:${line} ${name}`);
}

const all = FILES.map((file) => parsed(file));

test('whatever waits is given a signal', () => {
	expect(all.flatMap(withoutSignal)).toEqual([]);
});

test.each([
	['clock.sleep(100)', 'sleep'],
	['source.open(0)', 'open'],
	['body.open()', 'open'],
	['memory.reserve(1)', 'reserve'],
	['gate.pass(party, work)', 'pass'],
	['untilAborted(work)', 'untilAborted'],
])('a wait without a signal is seen: %s', (text, name) => {
	expect(withoutSignal(parsed('some.ts', text))).toEqual([`some.ts:1 ${name}`]);
});

test.each(Object.entries(PLACES))('every %s is known, and walked by a test', (name, places) => {
	const counts: Record<string, number> = {};
	for (const call of all.flatMap(callsIn).filter((one) => one.name === name)) {
		const file = call.file.replace('nodes/ApiVideo/', '');
		counts[file] = (counts[file] ?? 0) + 1;
	}
	expect(counts).toEqual(places);
});

test('nothing waits for a promise of its own but what is known to end', () => {
	const waiting = all.filter((source) =>
		nodesOf(source).some(
			(node) => ts.isNewExpression(node) && node.expression.getText() === 'Promise',
		),
	);
	expect(waiting.map(({ fileName }) => fileName)).toEqual(
		NEW_PROMISES.map((file) => `nodes/ApiVideo/${file}`),
	);
});

test('time limits of the platform stand where no execution could end the wait', () => {
	const limited = all
		.flatMap(callsIn)
		.filter(({ name, on }) => name === 'timeout' && on === 'AbortSignal')
		.map(({ file }) => file);
	expect(limited.sort()).toEqual(TIMEOUTS);
});

test('no timer of the platform, and no sleep of n8n, which leaves one behind', () => {
	const timers = all
		.flatMap(callsIn)
		.filter(
			({ name, on }) =>
				/^set(Timeout|Interval|Immediate)$/.test(name) ||
				(/^sleep(WithAbort)?$/.test(name) && on === ''),
		)
		.map(({ file, name }) => `${file} ${name}`);
	expect(timers).toEqual([]);
});
