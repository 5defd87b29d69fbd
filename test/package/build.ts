import { ensureBuild } from '../../scripts/lib/lab';

// In a process of its own: what waits for it waits without letting anything else run.
void ensureBuild();
