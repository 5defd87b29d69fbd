import { CHECK_KEY } from './advice';
import { WEBHOOKS_MAX } from './paths/webhooks';
import type { WordsBySlug } from './words';

const keyRefused = () => ['api.video does not accept the API key', CHECK_KEY] as const;

/**
 * What is said about slugs that speak of no file.
 * Source: https://docs.api.video/reference/errors, and the examples of the OpenAPI file.
 */
export const GENERAL_WORDS = {
	'authentication-invalid-api-key': keyRefused,
	'authentication-invalid-access-token': keyRefused,
	'authentication-invalid-user-credentials': keyRefused,
	'authentication-invalid-upload-token': () => [
		'The delegated token is not valid: it has expired, was deleted, or never existed in this environment',
		'Create a new one with Delegated Token > Create, or ask whoever gave it to you for one, with a longer Time to Live if uploads take long, and check that the credential has the environment in which the token was created.',
	],
	'authentication-missing-upload-token': () => [
		'No delegated token was sent',
		'Enter the token in the Delegated Token field or in the credential.',
	],
	'authorization-suspended-account': () => [
		'The api.video account is suspended',
		'Contact the support of api.video.',
	],
	'summary-already-exists': () => [
		'The video already has a summary, or one is being made',
		'Delete it with Summary > Delete to have a new one made.',
	],
	'too-many-requests': () => [
		'api.video received more requests than its rate limit allows, for longer than this step could wait',
		'Run the step again in a few minutes, when other workflows, workers and programs with this account send less. For uploads, a larger Chunk Size helps as well: they are limited to 100 a minute in Production and 40 in Sandbox.',
	],
	'unrecognized-request-url': () => [
		'The service does not know the address of the request',
		'Check the Base URL in the credential: it must be the address of api.video or of a proxy for it, without a path of its own.',
	],
	'webhook-limit-reached': () => [
		`api.video allows no further webhook: an account may have ${WEBHOOKS_MAX} at most`,
		'Each api.video Trigger in a published workflow takes one: unpublish workflows that nobody needs (in n8n 1: deactivate them). Or delete webhooks with Webhook > Delete; Webhook > Get Many lists them.',
	],
} as const satisfies WordsBySlug;
