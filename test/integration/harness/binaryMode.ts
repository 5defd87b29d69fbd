import { azureManager } from './azureManager';
import { DatabaseManager } from './databaseManager';
import { host } from './host';
import type { LocalAzure } from './localAzure';
import type { LocalS3 } from './localS3';
import { s3Manager } from './s3Manager';

/** How n8n keeps binary data; `default` is n8n's name for "in memory, as base64 in the item". */
export type BinaryMode = 'default' | 'filesystem' | 'database' | 's3' | 'azure';

/** Switches n8n's binary data service, as `N8N_DEFAULT_BINARY_DATA_MODE` does at start; `s3` and `azure` once {@link useS3} and {@link useAzure} were called. */
export async function useBinaryMode(mode: BinaryMode): Promise<void> {
	host.binaryDataConfig.mode = mode;
	host.binaryData.setManager('database', new DatabaseManager());
	await host.binaryData.init();
}

/** Lets n8n keep files in a local S3, for runs in mode `s3`. */
export async function useS3({ host: address }: LocalS3): Promise<void> {
	host.binaryData.setManager('s3', await s3Manager(address));
}

/** Lets n8n keep files in a local Azure Blob Storage, for runs in mode `azure`. */
export async function useAzure({ url }: LocalAzure): Promise<void> {
	host.binaryData.setManager('azure', await azureManager(url));
}
