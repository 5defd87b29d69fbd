import {
	CHUNK_MIN_BYTES,
	isRecord,
	mayPass,
	MIB,
	readProblem,
	type Answer,
	type Outcome,
	type Problem,
} from '../upload';
import { CHECK_CONNECTION, SIGN_IN_TO_PROXY, tryLater } from './advice';
import { attributeWords } from './attributeWords';
import { fileWords } from './fileWords';
import { labelOf } from './labels';
import { clause, cut } from './quote';
import { hideSecrets, withoutSecrets } from './secrets';
import { GENERAL_WORDS } from './slugWords';
import { triedFor } from './triedFor';
import { Trouble } from './trouble';
import type { OwnWords, Words } from './words';

/** The shortest chunk in MiB. */
const LEAST_MIB = CHUNK_MIN_BYTES / MIB;

/** What signing in was answered where the rate limit held it back. */
const LIMITED: Answer = { kind: 'answer', status: 429, headers: {}, body: {} };

/** What the words need to know about a request. */
export interface Circumstances {
	/** The thing an unknown id stands for, as in "The video vi123 was not found". */
	readonly subject?: string;
	/**
	 * What an answer to this very request means, where that is more than what it means elsewhere: by slug, or
	 * by status, which counts where the answer names no slug that has words. What api.video says on top of it
	 * is shown as well.
	 */
	readonly words?: OwnWords;
	/** What the file in the request is for, as in "a watermark"; a video unless given. */
	readonly fileUse?: string;
	/** Whether the request carries values only, and no file. */
	readonly withoutFile?: boolean;
	/** Whether no Chunk Size could have made the request shorter. */
	readonly cannotBeShorter?: boolean;
	/** Must not show up in the message. */
	readonly secrets?: readonly string[];
	/** Whether the request was sent with a delegated token, and not with the API key. */
	readonly withToken?: boolean;
	/** For how long it was tried, in milliseconds. */
	readonly triedMs?: number;
	/** For how much of that nobody answered; see `Patience.outageMs`. */
	readonly outageMs?: number;
	/** For how long others had been tried in vain; see `Patience.othersMs`. */
	readonly othersMs?: number;
	/**
	 * Whether running the whole step again does no harm, so that the advice may name Retry On Fail: nothing
	 * is uploaded or made twice. No unless given; apiRequest takes it for granted of all a step asks for
	 * but a POST.
	 */
	readonly rerunnable?: boolean;
}

/**
 * Puts an outcome that ended a request into words: what happened, and what to do about it. Decides by
 * status and slug; the service's own title is quoted only where it says more than we know, its detail
 * wherever there is one.
 *
 * @param outcome an answer that was no success, a success that is no JSON, or no answer at all
 */
export function explain(outcome: Outcome, circumstances: Circumstances = {}): Trouble {
	const { subject = 'What the request asks for', secrets = [] } = circumstances;
	const { rerunnable = false, triedMs = 0, othersMs = 0, outageMs = 0 } = circumstances;
	const tried = triedFor(triedMs, 0, othersMs);
	// Before anything is cut: half a secret would not be found.
	const clean = withoutSecrets(outcome, secrets);
	if (clean.kind === 'noAnswer') {
		if (clean.limited) return explain(LIMITED, circumstances);
		if (clean.permanent) return new Trouble(clean.what, clean.advice ?? CHECK_CONNECTION);
		const message = clean.what + tried;
		const { unknownAddress } = clean;
		const passing = { unknownAddress, outageMs };
		return new Trouble(message, tryLater(rerunnable), undefined, undefined, passing);
	}
	const problem = decisive(clean.body);
	const words = wordsFor(clean, problem, {
		...circumstances,
		subject: cut(hideSecrets(subject, secrets)),
		rerunnable,
	});
	// A success has no detail to be shown, and its secrets were not taken out.
	const [said, advice] = clean.status < 300 ? words : withDetail(words, problem);
	const { status } = clean;
	const passes = status < 300 || mayPass(status);
	const message = passes ? said + tried : said;
	return new Trouble(
		hideSecrets(message, secrets),
		hideSecrets(advice, secrets),
		status,
		problem.slug ?? slugOf(clean),
		passes ? { outageMs } : undefined,
	);
}

/** @returns the slug that a status stands for where the API itself has answered and named none */
function slugOf({ status, body }: Answer): string | undefined {
	return status === 404 && isRecord(body) ? 'resource-not-found' : undefined;
}

/** @returns the words for what a slug says; undefined for slugs that say no more than their status */
function wordsForSlug({ slug = '', detail, title }: Problem, fileUse?: string): Words | undefined {
	if (Object.hasOwn(GENERAL_WORDS, slug))
		return GENERAL_WORDS[slug as keyof typeof GENERAL_WORDS]();
	return fileWords(slug, { why: clause(detail ?? '') || clause(title ?? ''), fileUse });
}

/**
 * @returns what the answer says on top; where that says nothing of its own, the first of its problems,
 *   if all of them say more than that a value is wrong
 */
function decisive(body: unknown): Problem {
	const top = readProblem(body);
	const list = isRecord(body) && Array.isArray(body.problems) ? body.problems : [];
	const further = list.map((one) => readProblem(one));
	const hasWords = (one: Problem) => wordsForSlug(one) !== undefined;
	const topSaysLess = !hasWords(top) && further.length > 0 && further.every(hasWords);
	const chosen = topSaysLess ? further[0] : top;
	const same = further.find(({ slug, detail }) => slug === chosen.slug && detail);
	return { ...chosen, detail: chosen.detail ?? top.detail ?? same?.detail };
}

function wordsFor(
	answer: Answer,
	problem: Problem,
	circumstances: Circumstances & Required<Pick<Circumstances, 'subject' | 'rerunnable'>>,
): Words {
	const { subject, fileUse, withToken, rerunnable, words = {} } = circumstances;
	const { status, body } = answer;
	const known = ownWords(words, problem.slug) ?? wordsForSlug(problem, fileUse);
	if (known) return known;
	if (status === 407) return ['The proxy of n8n asks for a sign-in (HTTP 407)', SIGN_IN_TO_PROXY];
	// The answer of a proxy says nothing about the thing that was asked for.
	const own = isRecord(body) ? words[status] : undefined;
	if (own) return own;
	if (status === 413) return tooLargeToPass(answer, circumstances);
	if (status === 429) return GENERAL_WORDS['too-many-requests']();
	if (mayPass(status)) {
		const who = isRecord(body) ? 'api.video' : 'api.video, or a proxy in front of it,';
		return [`${who} could not answer (HTTP ${status})`, tryLater(rerunnable)];
	}
	if (!isRecord(body)) return notFromApiVideo(answer);
	if (status < 300) {
		return [`api.video answered something unexpected (HTTP ${status})`, tryLater(rerunnable)];
	}
	if (status === 401) {
		const refused = withToken
			? 'authentication-invalid-upload-token'
			: 'authentication-invalid-access-token';
		return GENERAL_WORDS[refused]();
	}
	if (status === 404) return notFound(problem, subject);
	return attributeWords(problem) ?? declined(status, problem);
}

function ownWords(words: OwnWords, slug = ''): Words | undefined {
	return Object.hasOwn(words, slug) ? words[slug] : undefined;
}

/** The detail says what the words mean in this case, or what the service itself advises. */
function withDetail([message, advice]: Words, problem: Problem): Words {
	const detail = clause(problem.detail ?? '');
	const shown = detail === '' || message.includes(detail) || advice.includes(detail);
	return shown ? [message, advice] : [message, `${advice} api.video says: ${detail}.`];
}

function notFound({ name }: Problem, subject: string): Words {
	const advice =
		'Check the ID. It may have been deleted, or belong to the other environment (Production or Sandbox).';
	const label = labelOf(name ?? '');
	const named = label && !subject.toLowerCase().includes(label.replace(/ ID$/, '').toLowerCase());
	return [named ? `What ${label} names was not found` : `${subject} was not found`, advice];
}

function declined(status: number, { detail, title }: Problem): Words {
	const why = clause(detail ?? '') || clause(title ?? '') || 'it gave no reason';
	return [
		`api.video declined the request (HTTP ${status}): ${why}`,
		'Check the values of this step against what api.video says.',
	];
}

/** api.video itself says with a slug which file is too large for it. */
function tooLargeToPass(
	{ body }: Answer,
	{ fileUse, withoutFile, cannotBeShorter }: Circumstances,
): Words {
	const who = isRecord(body)
		? 'api.video, or a proxy in front of it,'
		: 'Something between n8n and api.video, such as a proxy,';
	const message = `${who} takes no request of this size (HTTP 413)`;
	if (fileUse !== undefined) {
		return [message, 'Use a smaller file, or have the limit of the proxy raised.'];
	}
	if (cannotBeShorter) {
		return [
			message,
			// The form around the chunk adds less than a MiB.
			`Have the limit of the proxy raised, to ${LEAST_MIB + 1} MiB or more: no Chunk Size makes this request shorter, as api.video takes no chunk of less than ${LEAST_MIB} MiB.`,
		];
	}
	return [
		message,
		withoutFile
			? 'Shorten the values of this step, or have the limit of the proxy raised.'
			: `Set Chunk Size under Options to less than the limit of the proxy, such as 50 MiB (${LEAST_MIB} MiB is the least), or have that limit raised.`,
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
