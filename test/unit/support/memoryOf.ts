import { BlockPool } from '../../../nodes/ApiVideo/upload/blocks';
import type { Memory } from '../../../nodes/ApiVideo/upload/memory';
import { stillClock } from './stillClock';

/** @returns the memory of an execution that is alone in its process, and has so many bytes */
export function memoryOf(bytes: number): Memory {
	return new BlockPool(stillClock).join(bytes).memory('account');
}
