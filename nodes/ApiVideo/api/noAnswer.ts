import type { NoAnswer } from '../upload';
import { blockedAdvice } from './blockedWords';
import { certificateWords } from './certificateWords';
import { onlyOrigins, originOf } from './origins';
import { parsedUrl } from './parsedUrl';
import { cut } from './quote';
import { codesOf, messagesOf } from './thrown';

const TIMED_OUT = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT']);
const CLOSED = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_BAD_RESPONSE']);
const UNKNOWN_ADDRESS = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const NO_WAY = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']);
const NO_TLS = /^ERR_SSL|^EPROTO$/;

/** Codes of Node's parser for what it cannot read. Source: https://nodejs.org/api/errors.html#hpe_header_overflow */
const LONG_HEADERS = 'HPE_HEADER_OVERFLOW';
const NO_HTTP = /^HPE_/;

/** How the platform says whom it could not look up, or connect to. */
const LOOKED_UP = /\bgetaddrinfo E\w+ (\S+)/;
const CONNECTED_TO = /\bconnect E\w+ (\S+):(\d+)/;

/** How n8n's agent for https says that a proxy has hung up before there was a way to the server; it has no code. */
const PROXY_HUNG_UP = /^Proxy connection ended before/;

const PROXY = 'proxy of n8n';

/**
 * Puts into words why a request had no answer.
 *
 * @param error what n8n's helper threw
 * @param server what the words call who was asked, as in "service"
 * @param url where the request went
 */
export function noAnswer(error: unknown, server: string, url: unknown): NoAnswer {
	const code = codesOf(error).at(-1);
	const messages = messagesOf(error);
	const origin = originOf(url);
	const isProxy = messages.some((said) => isOfProxy(said, origin));
	const { what, ...more } = reasonOf(code, messages, isProxy ? PROXY : server);
	const whither = isProxy ? `, on the way to ${origin}` : `: ${origin}`;
	return { kind: 'noAnswer', ...more, what: origin === undefined ? what : what + whither };
}

/** Between n8n and its proxy it is the proxy whose name is looked up, and whose port is connected to. */
function isOfProxy(said: string, origin = ''): boolean {
	if (PROXY_HUNG_UP.test(said)) return true;
	const target = parsedUrl(origin);
	if (target === undefined) return false;
	const { hostname, port, protocol } = target;
	const [, name] = LOOKED_UP.exec(said) ?? [];
	if (name !== undefined) return name.toLowerCase() !== hostname;
	const [, , connected] = CONNECTED_TO.exec(said) ?? [];
	const usual = protocol === 'https:' ? '443' : '80';
	return connected !== undefined && connected !== (port || usual);
}

type Reason = Omit<NoAnswer, 'kind'>;

function reasonOf(code: string | undefined, messages: readonly string[], server: string): Reason {
	const passing = (what: string): Reason => ({ what, permanent: false });
	const lasting = (what: string, advice?: string): Reason => ({ what, permanent: true, advice });
	const closed = passing(`The connection was closed before the ${server} answered`);
	const toAllow = blockedAdvice(messages);
	if (toAllow !== undefined) return lasting(`n8n blocks requests to the ${server}`, toAllow);
	if (code === undefined) {
		if (server === PROXY) return closed;
		return lasting(`n8n could not send the request (${cut(onlyOrigins(messages[0] ?? ''))})`);
	}
	if (code === 'ERR_INVALID_URL') return lasting(`The address of the ${server} cannot be read`);
	if (NO_TLS.test(code)) return lasting('A secure connection could not be set up');
	const certificate = certificateWords(code);
	if (certificate) {
		const [state, advice] = certificate;
		return lasting(`The TLS certificate of the ${server} ${state}`, advice);
	}
	if (TIMED_OUT.has(code)) return passing(`The ${server} did not answer in time`);
	if (CLOSED.has(code)) return closed;
	if (code === 'ECONNREFUSED') return passing(`The ${server} refused the connection`);
	if (UNKNOWN_ADDRESS.has(code)) {
		return { ...passing(`The address of the ${server} is not known`), unknownAddress: true };
	}
	if (NO_WAY.has(code)) return passing(`The ${server} cannot be reached from this network`);
	if (code === LONG_HEADERS) return passing(`The ${server} sends longer headers than n8n reads`);
	if (NO_HTTP.test(code)) return passing(`The ${server} answers with something that is no HTTP`);
	return passing(`The connection to the ${server} was interrupted`);
}
