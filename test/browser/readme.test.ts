/** What README and the documents tell a newcomer to do, done as they say, by mouse, in n8n's own editor. */
import { TEST_TIMEOUT } from '../n8n/realN8n';
import { useEditor, type Editor } from './support/useEditor';
import { walkAgentTool } from './walks/agentTool';
import { walkDelegatedTokens } from './walks/delegatedTokens';
import { walkFirstUpload, walkSeveralFiles } from './walks/firstUpload';
import { walkFromAddress } from './walks/fromAddress';
import { walkImport } from './walks/importExample';
import { walkInstallation } from './walks/installation';
import { walkOnlyOnce } from './walks/onlyOnce';
import { walkStop } from './walks/stop';
import { walkVideoReady } from './walks/videoReady';

const editor = useEditor();

const walks: ReadonlyArray<[what: string, walk: (editor: Editor) => Promise<void>]> = [
	['the package is installed where the README says', walkInstallation],
	['a delegated token is made, used and deleted in five steps', walkDelegatedTokens],
	['a workflow starts when a video is ready', walkVideoReady],
	['an AI Agent gets the node as a tool', walkAgentTool],
	['a key uploads once what is run twice', walkOnlyOnce],
	['an upload that is stopped goes on', walkStop],
	['a file is read from a web address in three steps', walkFromAddress],
	['an example is imported', walkImport],
	['the first upload takes five steps', walkFirstUpload],
	['a form takes several files', walkSeveralFiles],
];

test.each(walks)('%s', async (_, walk) => await walk(editor), TEST_TIMEOUT);
