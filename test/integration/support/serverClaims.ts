import { LASTING_FAULTS, LYING_FAULTS, type FaultKind, type FileServer } from '../../../fileServer';
import { UPLOADS, type Claim } from './claims';
import { heldOf, videosIn } from './truth';

/** Answers in which the file looks like another one, or is one by now. */
const ANOTHER: readonly FaultKind[] = [
	...LASTING_FAULTS,
	'other-total',
	'absurd-range',
	'other-tag',
	'weak-tag',
	'no-tag',
	// As of a file that is being written anew.
	'empty-body',
];

/** Answers that do not bring what was asked for. */
const OTHER_BYTES: readonly FaultKind[] = [
	...LYING_FAULTS.filter((kind) => !ANOTHER.includes(kind)),
	'other-total',
	'absurd-range',
];

const PACKED: readonly FaultKind[] = ['gzip', 'gzip-cut', 'gzip-bomb'];
const BROKEN: readonly FaultKind[] = [
	...(['cut-fin', 'cut-rst', 'no-answer', 'shorter-body', 'huge-headers'] as const),
	// Where nothing says how long a body is.
	...(['no-length', 'gzip-cut'] as const),
];
const STALLED: readonly FaultKind[] = ['stall', 'stall-before', 'slow-drip'];
const PAGES: readonly FaultKind[] = ['login-page', 'virus-scan-page', 'json'];

/**
 * Every sentence about a file server that a stopped upload may say: true where the server has done what it says.
 *
 * @param overwritten whether the file was changed while it was being read, other than by a fault
 */
export function serverClaims(
	{ requests }: Pick<FileServer, 'requests'>,
	overwritten: () => boolean = () => false,
): Claim[] {
	const hasDone = (kinds: readonly FaultKind[]) =>
		requests.entries.some(({ faults }) => kinds.some((kind) => faults.includes(kind)));
	const says = (sentence: RegExp, ...kinds: FaultKind[]): Claim => ({
		says: sentence,
		check: async () => (hasDone(kinds) ? undefined : 'the file server has done no such thing'),
	});
	return [
		{
			says: /The file server at \S+ .+? \(HTTP (\d+)\)/,
			check: async (_stopped, status) =>
				requests.entries.some((entry) => entry.status === Number(status))
					? undefined
					: `the file server has never answered ${status}`,
		},
		{
			says: /The file has changed on the file server at \S+ while it was being read/,
			check: async () =>
				overwritten() || hasDone(ANOTHER) ? undefined : 'the file server has the same file',
		},
		says(
			/The file server at \S+ sends other bytes of the file than it was asked for/,
			...OTHER_BYTES,
		),
		says(
			/The file server at \S+ sends all of the file where a part was asked for/,
			'whole-file',
			'no-ranges',
		),
		says(/The file server at \S+ sends the file compressed/, ...PACKED),
		says(/The file server at \S+ sends a page in place of the file/, ...PAGES),
		says(/The file server at \S+ broke off in the middle of the file/, ...BROKEN, ...STALLED),
		says(/The file server at \S+ (?:does not answer|hands out no more)/, ...STALLED),
		says(/The file server at \S+ hands out less than 64 KiB a minute/, 'slow-drip'),
		says(/The file server sends longer headers than n8n reads/, 'huge-headers'),
		says(
			/The connection to the file server at \S+ broke off|The connection was closed before the file server answered|The file server at \S+ has ended its answer early/,
			...BROKEN,
		),
		says(/The file at \S+ is empty/, 'empty-body'),
		says(/The file '[^']*' begins with .*?, not a video/, ...PAGES),
		{
			says: /Nothing was sent\./,
			check: async ({ requests: asked }) =>
				asked.some(({ method, path }) => method === 'POST' && UPLOADS.test(path))
					? 'something was'
					: undefined,
		},
		{
			says: /No video was completed with it\./,
			ofVideo: true,
			check: async ({ emulator, file }) => {
				for (const videoId of await videosIn(emulator)) {
					if ((await heldOf(emulator, videoId, file))?.complete) return `${videoId} is complete`;
				}
				return undefined;
			},
		},
	];
}
