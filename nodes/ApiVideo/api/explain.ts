import { isRecord, readProblem, type Answer, type Outcome, type Problem } from '../upload';
import { labelOf } from './labels';
import { cut } from './quote';
import { hideSecrets, withoutSecrets } from './secrets';
import { Trouble } from './trouble';

/** What the words need to know about a request. */
export interface Circumstances {
	/** The thing an unknown id stands for, as in "The video vi123 was not found". */
	readonly subject?: string;
	/** What the file in the request is for, as in "a watermark"; a video unless given. */
	readonly fileUse?: string;
	/** Must not show up in the message. */
	readonly secrets?: readonly string[];
	/** Whether the request was sent with a delegated token, and not with the API key. */
	readonly withToken?: boolean;
}

/**
 * Puts an outcome that ended a request into words: what happened, and what to do about it. Decides by
 * status and slug; the service's own title is quoted only where it says more than we know.
 *
 * @param outcome an answer that was no success, a success that is no JSON, or no answer at all
 */
export function explain(outcome: Outcome, circumstances: Circumstances = {}): Trouble {
	const { subject = 'What the request asks for', secrets = [] } = circumstances;
	// Before anything is cut: half a secret would not be found.
	const clean = withoutSecrets(outcome, secrets);
	if (clean.kind === 'noAnswer') {
		return new Trouble(clean.what, clean.permanent ? CHECK_CONNECTION : TRY_LATER);
	}
	const [message, advice] = wordsFor(clean, cut(hideSecrets(subject, secrets)), circumstances);
	return new Trouble(hideSecrets(message, secrets), hideSecrets(advice, secrets), clean.status);
}

type Words = readonly [message: string, advice: string];

/** How many attributes at fault a message names. */
const SHOWN_ATTRIBUTES = 5;

const TRY_LATER =
	'Run the step again later. With "Retry On Fail" in the node\'s settings n8n does so by itself. If it stays like this, check the network, the proxy, and the environment in the credential.';
const CHECK_CONNECTION =
	'Check the Base URL in the credential, the network and the proxy of n8n. Trying again without a change will not help.';
const CHECK_KEY =
	'Check the API key in the api.video credential. A key belongs to one environment: a Sandbox key is refused in Production and the other way round.';

const TOO_LARGE: Words = [
	'The file is too large for api.video',
	'A video may have 30 GiB at most. Upload a smaller file.',
];

const BY_SLUG: Readonly<Record<string, (title: string, fileUse?: string) => Words>> = {
	'authentication-invalid-api-key': () => ['api.video does not accept the API key', CHECK_KEY],
	'authentication-invalid-access-token': () => ['api.video does not accept the API key', CHECK_KEY],
	'authentication-invalid-upload-token': () => [
		'The delegated token is not valid: it has expired, was deleted, or never existed in this environment',
		'Create a new one with Delegated Token > Create, with a longer Time to Live if uploads take long, and check that the credential has the environment in which the token was created.',
	],
	'authentication-missing-upload-token': () => [
		'No delegated token was sent',
		'Enter the token in the Delegated Token field or in the credential.',
	],
	'authorization-suspended-account': () => [
		'The api.video account is suspended',
		'Contact the support of api.video.',
	],
	'uploaded-file-empty': () => [
		'The file is empty',
		'Check the step that brings the file: it should put out a file with at least one byte.',
	],
	'uploaded-file-too-large': (_title, fileUse) =>
		fileUse === undefined
			? TOO_LARGE
			: [`The file is too large for ${fileUse}`, 'Make it smaller, and run the step again.'],
	'uploaded-file-invalid-file': cannotBeUsed,
	'uploaded-file-extension-invalid': cannotBeUsed,
	'video-source-already-uploaded': () => alreadyHasFile('uploaded'),
	'video-source-already-downloaded': () => alreadyHasFile('imported from a web address'),
	'video-source-already-copied': () => alreadyHasFile('copied from another video'),
	'video-content-range-by-bytes-range-overlap': () => [
		'Somebody else is uploading to the same video',
		'Make sure that only one execution uploads to this video.',
	],
	'video-content-range-by-bytes-total-bytes-too-high': () => TOO_LARGE,
	'too-many-requests': () => [
		'api.video received more requests than its rate limit allows, for longer than this step could wait',
		'Run the step again in a few minutes, with fewer items at a time. For uploads, a larger Chunk Size or fewer Parallel Uploads help as well: they are limited to 100 a minute in Production and 40 in Sandbox.',
	],
	'webhook-limit-reached': () => [
		'api.video allows no further webhook',
		'Delete those that nobody needs with Webhook > Delete; Webhook > Get Many lists them.',
	],
};

function wordsFor(
	answer: Answer,
	subject: string,
	{ fileUse, withToken }: Pick<Circumstances, 'fileUse' | 'withToken'>,
): Words {
	const problem = readProblem(answer.body);
	const slug = problem.slug ?? '';
	if (Object.hasOwn(BY_SLUG, slug)) return BY_SLUG[slug](withoutStop(problem.title ?? ''), fileUse);
	const { status } = answer;
	if (!isRecord(answer.body) && status !== 429) return notFromApiVideo(answer);
	if (status < 300) {
		return [`api.video answered something unexpected (HTTP ${status})`, TRY_LATER];
	}
	if (status === 401) {
		return BY_SLUG[
			withToken ? 'authentication-invalid-upload-token' : 'authentication-invalid-access-token'
		]('');
	}
	if (status === 404) return notFound(problem, subject);
	if (status === 429) return BY_SLUG['too-many-requests']('');
	if (status >= 500) return [`api.video could not answer (HTTP ${status})`, TRY_LATER];
	const all = attributesAtFault(problem);
	const attributes = all.slice(0, SHOWN_ATTRIBUTES);
	if (attributes.length > 0) {
		const more =
			all.length > attributes.length ? ` and ${all.length - attributes.length} more` : '';
		return [
			`api.video does not accept the value of ${attributes.map(({ label }) => label).join(', ')}${more}`,
			`${attributes.map(({ label, why }) => `${label}: ${why}.`).join(' ')} Change it and run the step again.`,
		];
	}
	if (/^video-content-range-|^uploaded-file-/.test(slug)) {
		const why = withoutStop(problem.title ?? slug);
		return fileUse === undefined
			? [`api.video did not take a part of the file: ${why}`, 'Run the step again.']
			: [
					`api.video did not take the file as ${fileUse}: ${why}`,
					'Check Input Binary Field, and run the step again.',
				];
	}
	const why = problem.detail ?? problem.title ?? 'it gave no reason';
	return [
		`api.video declined the request (HTTP ${status}): ${withoutStop(why)}`,
		'Check the values of this step against what api.video says.',
	];
}

function notFound({ slug, name }: Problem, subject: string): Words {
	if (slug === 'unrecognized-request-url') {
		return [
			'The service does not know the address of the request',
			'Check the Base URL in the credential: it must be the address of api.video or of a proxy for it, without a path of its own.',
		];
	}
	const advice =
		'Check the ID. It may have been deleted, or belong to the other environment (Production or Sandbox).';
	const label = name && labelOf(name);
	const named = label && !subject.toLowerCase().includes(label.replace(/ ID$/, '').toLowerCase());
	return [named ? `What ${label} names was not found` : `${subject} was not found`, advice];
}

function attributesAtFault(problem: Problem): Array<{ label: string; why: string }> {
	const entries = problem.problems.length > 0 ? problem.problems : [problem];
	return entries.flatMap(({ name, detail, title }) =>
		name ? [{ label: labelOf(name), why: withoutStop(detail ?? title ?? 'not accepted') }] : [],
	);
}

/** The longest sentence that api.video documents has 90 characters; what is longer repeats a value. */
function withoutStop(sentence: string): string {
	return cut(sentence.trim().replace(/\.+$/, ''));
}

function cannotBeUsed(title: string, fileUse = 'a video'): Words {
	return [
		`api.video cannot use this file as ${fileUse}${title ? `: ${title}` : ''}`,
		`Check that Input Binary Field holds a file for ${fileUse}. A download page or a text saved under another name is a frequent cause.`,
	];
}

function alreadyHasFile(how: string): Words {
	return [
		`The video already has its file, ${how} earlier`,
		'A video takes one file. Upload to a new video instead.',
	];
}

function notFromApiVideo({ status }: Answer): Words {
	const redirected = status >= 300 && status < 400;
	return [
		redirected
			? `The service sent a redirect (HTTP ${status}) instead of an answer`
			: `The answer did not come from the API of api.video (HTTP ${status})`,
		'A proxy or firewall between n8n and api.video may have answered with a page of its own. Check the Base URL in the credential and the proxy of n8n, then run the step again.',
	];
}
