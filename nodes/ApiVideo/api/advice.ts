/** For a step that can run as often as it likes without doing anything twice. */
const RETRY_ON_FAIL = 'With "Retry On Fail" in the node\'s settings n8n does so by itself.';

/** @returns an advice without that to run the step again, for where it would do something twice, or would not help */
export function withoutRetryAdvice(advice: string): string {
	return advice.replace(`${RETRY_ON_FAIL} `, '');
}

const IF_IT_STAYS =
	'If it stays like this, check the network, the proxy, and the environment (its Base URL, if it is Custom) in the credential.';

/**
 * For what passes by itself.
 *
 * @param rerunnable whether running the whole step again does no harm: nothing is uploaded or made twice
 */
export function tryLater(rerunnable: boolean): string {
	return rerunnable
		? `Run the step again later. ${RETRY_ON_FAIL} ${IF_IT_STAYS}`
		: `Try again later. ${IF_IT_STAYS}`;
}

/** For what stays as it is until somebody changes something between n8n and api.video. */
export const CHECK_CONNECTION =
	'Check the Base URL in the credential, the network and the proxy of n8n. Trying again without a change will not help.';

/** For an API key that is refused. */
export const CHECK_KEY =
	'Check the API key in the api.video credential. A key belongs to one environment: a Sandbox key is refused in Production and the other way round.';

/** For a request that was right when it left n8n, and arrived as another one. */
export const CHECK_PROXY =
	'Something between n8n and api.video, such as a proxy or firewall, has changed the request. Check the proxy of n8n and the Base URL in the credential, and try again.';

/** For HTTP 407, which nobody but a proxy answers: RFC 9110, section 15.5.8. */
export const SIGN_IN_TO_PROXY =
	'Enter the user name and the password of the proxy where n8n is told of it: HTTP_PROXY and HTTPS_PROXY in its environment, with the two and an @ in front of the name of the proxy.';
