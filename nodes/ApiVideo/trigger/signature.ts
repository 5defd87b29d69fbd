import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Checks that an event comes from api.video and was not changed.
 *
 * @param rawBody as it arrived, byte for byte
 * @param signature the header `X-Api-Video-Signature`
 * @param secret `signatureSecret` of the webhook
 */
export function isSigned(rawBody: Uint8Array, signature: unknown, secret: string): boolean {
	if (typeof signature !== 'string' || secret === '') return false;
	const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('hex'));
	const given = Buffer.from(signature.trim().toLowerCase());
	return given.length === expected.length && timingSafeEqual(given, expected);
}
