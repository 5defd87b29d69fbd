import type { BinaryData } from 'n8n-core';
import { fromCore, host } from './host';
import { CONTAINER } from './localAzure';
import { SILENT } from './silent';

type Constructor = new (...parameters: unknown[]) => unknown;
interface AzureBlobs {
	init(): Promise<void>;
}

/** Whether this n8n has the mode. */
export const HAS_AZURE = hasAzure();

/**
 * n8n's `azure` mode, with n8n's own code. Its server makes it at its start, where the licence allows it
 * (`base-command.js`, 2.41.1).
 *
 * @param endpoint address of an Azure Blob Storage
 */
export async function azureManager(endpoint: string): Promise<BinaryData.Manager> {
	const { AzureBlobService } = fromCore('@n8n/blob-storage/azure-blob') as {
		AzureBlobService: Constructor;
	};
	const service = new AzureBlobService(SILENT, configFor(endpoint)) as AzureBlobs;
	await service.init();
	const { AzureByteStore } = fromCore('@n8n/blob-storage') as { AzureByteStore: Constructor };
	const { BinaryDataBlobManager } = host.core as unknown as { BinaryDataBlobManager: Constructor };
	return new BinaryDataBlobManager(new AzureByteStore(service), SILENT) as BinaryData.Manager;
}

function hasAzure(): boolean {
	try {
		fromCore.resolve('@n8n/blob-storage/azure-blob');
		return true;
	} catch {
		return false;
	}
}

/** As n8n reads it from its environment, with its defaults. */
function configFor(endpoint: string): object {
	return {
		connectionString: '',
		accountName: 'account',
		accountKey: Buffer.from('key').toString('base64'),
		containerName: CONTAINER,
		endpoint,
		authAutoDetect: false,
	};
}
