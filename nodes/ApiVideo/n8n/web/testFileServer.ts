import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { SIGN_IN_TO_PROXY } from '../../api/advice';
import { readSigningHeader } from '../../api/fileServerHeader';
import { FileServerHost } from '../../api/fileServerHost';
import { noAnswer } from '../../api/noAnswer';
import { Trouble } from '../../api/trouble';
import { isRecord, mayPass, type NoAnswer } from '../../upload';

/** How long the server has for its answer, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** Answers that say that the server does not know who asks. */
const REFUSALS = new Set([401, 403]);

/**
 * The test of the credential with a header: n8n calls it when the credential is saved. It knows no file, so it asks
 * the start page of the server. It goes well when the server answers and does not refuse the header there. n8n
 * shows none of its words then; the form of the credential says what that means.
 */
export async function testFileServer(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const form = readForm(data);
	if (typeof form === 'string') return refusal(form);
	const { header, startPages } = form;
	const silent: NoAnswer[] = [];
	for (const page of startPages) {
		// Where no scheme was entered, the header is not sent unencrypted for a test.
		const isSafe = page.startsWith('https:') || startPages.length === 1;
		const headers = isSafe ? { [header.name]: header.value } : {};
		const answer = await ask(this, page, headers);
		if (typeof answer === 'number') return verdictOn(answer, page, isSafe);
		// The server is there, and asking it unencrypted would tell nothing of that.
		if (answer.advice !== undefined) return refusal(`${answer.what}. ${answer.advice}`);
		silent.push(answer);
	}
	const said = silent.map(({ what }) => `${what}.`).join(' ');
	return refusal(`${said} Check Host, and whether n8n can reach it.`);
}

function refusal(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

/** @returns what is wrong with the form of the credential, where something is */
function readForm(data: ICredentialDataDecryptedObject) {
	try {
		const header = readSigningHeader(data);
		return { header, startPages: FileServerHost.read(data.host).startPages };
	} catch (error) {
		if (error instanceof Trouble) return `${error.message}. ${error.advice}`;
		return 'The credential for the file server cannot be read';
	}
}

function verdictOn(status: number, page: string, signed: boolean): INodeCredentialTestResult {
	const { origin } = new URL(page);
	if (status === 407) {
		return refusal(`The proxy of n8n asks for a sign-in (HTTP 407). ${SIGN_IN_TO_PROXY}`);
	}
	if (!signed) {
		return refusal(
			`${origin} answers (HTTP ${status}), but not with https, and the header is not sent unencrypted for a test. Enter http:// in front of the Host to have it tested.`,
		);
	}
	if (REFUSALS.has(status)) {
		return refusal(
			`${origin} refuses its start page with this header (HTTP ${status}). Check Header Name and Header Value. Some servers refuse their start page to everybody and hand out files all the same: a step shows whether this one does.`,
		);
	}
	if (mayPass(status)) {
		return refusal(
			`${origin} answers that it cannot do so at the moment (HTTP ${status}), and says nothing of the header. Try again later.`,
		);
	}
	return { status: 'OK', message: `${origin} answers (HTTP ${status})` };
}

/** @returns the status of the answer, or why there is none */
async function ask(
	{ helpers }: ICredentialTestFunctions,
	url: string,
	headers: Record<string, string>,
): Promise<number | NoAnswer> {
	try {
		// n8n gives the test of a credential no other helper than this old one.
		const answer: unknown = await helpers.request({
			method: 'HEAD',
			uri: url,
			headers,
			followRedirect: false,
			resolveWithFullResponse: true,
			simple: false,
			timeout: TIMEOUT_MS,
		});
		const status = isRecord(answer) ? answer.statusCode : undefined;
		if (typeof status === 'number') return status;
		const what = `The answer of ${new URL(url).origin} has no status`;
		return { kind: 'noAnswer', what, permanent: false };
	} catch (error) {
		return noAnswer(error, 'file server', url);
	}
}
