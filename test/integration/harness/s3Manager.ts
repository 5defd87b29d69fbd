import type { BinaryData } from 'n8n-core';
import { fromCore, host } from './host';
import { BUCKET, S3_KEY } from './localS3';
import { SILENT } from './silent';

type Constructor = new (...parameters: unknown[]) => unknown;
interface ObjectStore {
	init(): Promise<void>;
}

/**
 * n8n's `s3` mode, with n8n's own code: in n8n-core up to 2.8, in a package of its own since. Its server makes it at its
 * start, where the licence allows it (`base-command.js`, 2.41.1).
 *
 * @param address host and port of an S3
 */
export async function s3Manager(address: string): Promise<BinaryData.Manager> {
	const { core } = host;
	const isInCore = !('BinaryDataBlobManager' in core);
	const from = fromCore(
		isInCore
			? './binary-data/object-store/object-store.service.ee'
			: '@n8n/blob-storage/object-store',
	) as { ObjectStoreService: Constructor };
	const service = new from.ObjectStoreService(SILENT, configFor(address)) as ObjectStore;
	await service.init();
	if (isInCore) {
		const { ObjectStoreManager } = fromCore('./binary-data/object-store.manager') as {
			ObjectStoreManager: Constructor;
		};
		return new ObjectStoreManager(service) as BinaryData.Manager;
	}
	const { S3ByteStore } = fromCore('@n8n/blob-storage') as { S3ByteStore: Constructor };
	const { BinaryDataBlobManager } = core as unknown as { BinaryDataBlobManager: Constructor };
	return new BinaryDataBlobManager(new S3ByteStore(service), SILENT) as BinaryData.Manager;
}

/** As n8n reads it from its environment, with its defaults. */
function configFor(address: string): object {
	return {
		host: address,
		protocol: 'http',
		forcePathStyle: true,
		maxAttempts: 3,
		startupTimeoutMs: 10_000,
		bucket: { name: BUCKET, region: 'us-east-1' },
		credentials: { accessKey: S3_KEY, accessSecret: S3_KEY, authAutoDetect: false },
	};
}
