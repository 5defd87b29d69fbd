/**
 * What tests and benchmarks need of a real n8n, in one place. Types: lab.d.mts.
 *
 *   const n8n = await startN8n({ installation: await ensureN8n() });
 *   const id = await n8n.client.importWorkflow(workflow);
 *   const { growthBytes } = await measureExecution(n8n, id);
 *   await n8n.stop();
 */
export { startChromium } from './chromium.mjs';
export { makeVideo, tinyVideo } from './demo-video.mjs';
export { openEditor, PATIENCE } from './editor.mjs';
export { unflatten } from './execution.mjs';
export { endWithParent, projectFolder, temporaryFolder } from './folders.mjs';
export { sha256OfFile } from './hash.mjs';
export { installOnce, isInstalled } from './install-once.mjs';
export { ensureN8n, isN8nInstalled } from './install-n8n.mjs';
export { ensureN8nCore } from './install-n8n-core.mjs';
export { interruption } from './interruption.mjs';
export { measureExecution, measureGrowth } from './measure.mjs';
export { idleBytes, residentBytes, watchMemory, writtenBytes } from './memory.mjs';
export { N8nClient } from './n8n-client.mjs';
export { poll } from './poll.mjs';
export { freePorts } from './ports.mjs';
export { startProcess, stopProcess } from './processes.mjs';
export { ensureBuild, ensureDependencies } from './project.mjs';
export { startServer } from './server-process.mjs';
export { startN8n } from './start-n8n.mjs';
export { run } from './run.mjs';
export { added, addedBy, sqliteRows, storedBy, storedFiles } from './stored.mjs';
export { N8N_VERSION } from './versions.mjs';
export { exampleWorkflow } from './workflows.mjs';
