import { DatabaseManager } from './databaseManager';
import { host } from './host';

/** How n8n keeps binary data; `default` is n8n's name for "in memory, as base64 in the item". */
export type BinaryMode = 'default' | 'filesystem' | 'database';

/** Switches n8n's binary data service, as `N8N_DEFAULT_BINARY_DATA_MODE` does at start. */
export async function useBinaryMode(mode: BinaryMode): Promise<void> {
	host.binaryDataConfig.mode = mode;
	host.binaryData.setManager('database', new DatabaseManager());
	await host.binaryData.init();
}
