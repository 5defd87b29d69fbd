import { rmSync } from 'node:fs';
import { userFolder } from './environment';

export type { BinaryMode } from './binaryMode';
export type { StoredCredential } from './credentials';
export type { InputItem } from './sourceNode';
export { bareDescription } from './sourceNode';
export {
	leaked,
	runNode,
	type NodeResult,
	type NodeRun,
	type ShownError,
	type StoredWorkflow,
} from './runNode';

afterAll(() => rmSync(userFolder, { recursive: true, force: true }));
