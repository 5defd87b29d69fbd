import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where this test file's n8n keeps its settings and binary data; removed after the last test. */
export const userFolder = mkdtempSync(join(tmpdir(), 'n8n-harness-'));

// n8n reads its configuration while its modules load, so this file must be imported before them.
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'harness';
process.env.N8N_LOG_LEVEL = 'debug';
process.env.N8N_LOG_OUTPUT = 'console';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
// A proxy of the machine that runs the tests has no business between the node and the emulator.
process.env.NO_PROXY = '127.0.0.1,localhost';
