import './environment';
import './realm';
import { createRequire } from 'node:module';
import type { LogMetadata } from 'n8n-workflow';
import * as core from 'n8n-core';

/**
 * Services are looked up in n8n's dependency injection container, one per copy of `@n8n/di`. The
 * lint tools bring older copies of n8n's packages, and npm hoists those, so a plain
 * `import '@n8n/di'` yields a container n8n-core never looks into. Hence: n8n-core's own copies.
 */
export const fromCore = createRequire(require.resolve('n8n-core'));

type Constructor<T> = abstract new (...parameters: never[]) => T;

interface ServiceContainer {
	get<T>(type: Constructor<T>): T;
}

/** The part of winston's logger that n8n's `Logger` writes to. */
export interface LogSink {
	log(level: string, message: string, metadata: LogMetadata): void;
	child(scope: LogMetadata): LogSink;
}

interface CoreLogger {
	setInternalLogger(sink: LogSink): void;
}

const { Container } = fromCore('@n8n/di') as { Container: ServiceContainer };
const { Logger } = fromCore('@n8n/backend-common') as { Logger: Constructor<CoreLogger> };

/** n8n's own services, as its nodes get them. */
export const host = {
	core,
	binaryData: Container.get(core.BinaryDataService),
	binaryDataConfig: Container.get(core.BinaryDataConfig),
	externalSecrets: Container.get(core.ExternalSecretsProxy),
	logger: Container.get(Logger),
};
