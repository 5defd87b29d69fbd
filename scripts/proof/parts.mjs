/** The parts of a proof that can be looked at without an n8n. Types: parts.d.mts. */
export { packProject } from '../lib/pack.mjs';
export { needsOf } from '../lib/versions.mjs';
export { checksNamed } from './chosen.mjs';
export { compatibilityPage } from './compatibility.mjs';
export { runMatrix } from './matrix.mjs';
export { count, table } from './report.mjs';
export { CannotBe, findingsOf, isWell, markOf } from './findings.mjs';
export { machineText } from './machine.mjs';
export { asFindings, asTable, plain, writePage } from './page.mjs';
export { openCluster } from './queue/cluster.mjs';
export { proveKilled } from './queue/killed.mjs';
export { libraryOnDisk, sizesOf } from './queue/library.mjs';
export { findPrograms } from './queue/programs.mjs';
export { processorTime, timeIn } from './queue/processorTime.mjs';
export { scalingPage } from './queue/scaling.mjs';
export { sendingIn } from './queue/sending.mjs';
export { nothingSentAgain } from './queue/sent.mjs';
export { growthOf } from './queue/stored.mjs';
