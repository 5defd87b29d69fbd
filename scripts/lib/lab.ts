/**
 * What tests and benchmarks need of a real n8n, in one place.
 *
 *   const n8n = await startN8n({ installation: await ensureN8n() });
 *   const id = await n8n.client.importWorkflow(workflow);
 *   const execution = await n8n.client.execute(id);
 *   await n8n.stop();
 */
export { makeVideo, tinyVideo } from './demo-video';
export { unflatten, type Execution, type Item } from './execution';
export { endWithParent, projectFolder, temporaryFolder } from './folders.mjs';
export { sha256OfFile } from './hash';
export { installOnce, isInstalled } from './install-once';
export { ensureN8n, type N8nInstallation } from './install-n8n';
export { ensureN8nCore } from './install-n8n-core';
export { N8nClient, type Reference } from './n8n-client';
export type { BinaryMode } from './n8n-environment';
export { poll } from './poll.mjs';
export { freePorts } from './ports';
export { startProcess, stopProcess } from './processes';
export { ensureBuild } from './build';
export { startServer, type ServerProcess } from './server-process';
export { startN8n, type N8n } from './start-n8n';
export { run } from './run';
export { N8N_VERSION } from './versions';
export { exampleWorkflow } from './workflows';
