import { ensureBuild } from '../../scripts/lib/project.mjs';

// Builds dist/, unless it was built from exactly these sources.
await ensureBuild();
