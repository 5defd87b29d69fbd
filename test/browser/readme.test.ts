/** What README and the documents tell a newcomer to do, done as they say, by mouse, in n8n's own editor. */
import { TEST_TIMEOUT } from '../n8n/realN8n';
import { expectIcons, withColors } from './support/colorScheme';
import { useEditor, type Editor } from './support/useEditor';
import { walkAgentTool } from './walks/agentTool';
import { walkDelegatedTokens } from './walks/delegatedTokens';
import { walkFirstUpload, walkSeveralFiles } from './walks/firstUpload';
import { walkFromAddress } from './walks/fromAddress';
import { walkImport } from './walks/importExample';
import { walkInstallation } from './walks/installation';
import { walkOnlyOnce } from './walks/onlyOnce';
import { walkRotation } from './walks/rotation';
import { walkStop } from './walks/stop';
import { walkVideoReady } from './walks/videoReady';

type Walk = (editor: Editor) => Promise<void>;

const editor = useEditor();

/** The same walk in n8n's dark theme, with the icon that is made for it where the walk ends. */
function inTheDark(walk: Walk): Walk {
	return async ({ real, page }) =>
		await withColors(page, 'dark', async () => {
			await walk({ real, page });
			await expectIcons(page, 'dark');
		});
}

const walks: ReadonlyArray<[what: string, walk: Walk]> = [
	['the package is installed where the README says', walkInstallation],
	['a delegated token is made, used and deleted in five steps', walkDelegatedTokens],
	['a token is replaced every day', walkRotation],
	['a workflow starts when a video is ready', walkVideoReady],
	['an AI Agent gets the node as a tool', walkAgentTool],
	['a key uploads once what is run twice', walkOnlyOnce],
	['an upload that is stopped goes on', walkStop],
	['a file is read from a web address in three steps', walkFromAddress],
	['an example is imported', walkImport],
	['the first upload takes five steps, in the dark', inTheDark(walkFirstUpload)],
	['a form takes several files', walkSeveralFiles],
];

test.each(walks)('%s', async (_, walk) => await walk(editor), TEST_TIMEOUT);
