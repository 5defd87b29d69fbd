/** Version of this package. A test keeps it equal to package.json. */
export const PACKAGE_VERSION = '0.1.0';

/**
 * Tells api.video which integration is calling. Format `name:version`; the headers are those that its
 * official integrations send.
 */
export const ORIGIN_HEADERS = { 'AV-Origin-App': `n8n-nodes-apivideo:${PACKAGE_VERSION}` } as const;
