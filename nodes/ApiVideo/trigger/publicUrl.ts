import { Trouble } from '../api/trouble';
import { PUBLISH_AGAIN } from './texts';

/** Networks that nobody outside can reach. Source: RFC 1918, 3927, 4193, 4291, 6598, 6761, 6762. */
const PRIVATE = [
	/^localhost$/,
	/\.(localhost|local|internal|home\.arpa|lan|test|invalid)$/,
	/^[^.:]+$/,
	/^0\./,
	/^10\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^127\./,
	/^169\.254\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^192\.168\./,
	/^\[(::1?|f[cd][\da-f]{2}:.*|fe[89ab][\da-f]:.*|::ffff:.*)\]$/,
];

/**
 * Checks that api.video has a chance to reach a webhook.
 *
 * @throws Trouble when the address belongs to this computer or a private network
 */
export function checkPublicUrl(url: string): void {
	const { hostname, origin } = new URL(url);
	if (!PRIVATE.some((pattern) => pattern.test(hostname))) return;
	throw new Trouble(
		`api.video cannot reach this n8n: ${origin} is not a public address`,
		`Set the environment variable WEBHOOK_URL of n8n to the address under which it can be reached from the internet, or start a tunnel to it and use its address. ${PUBLISH_AGAIN}`,
	);
}
