import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';

const READ_FILE = 'n8n-nodes-base.readWriteFile';

/** The types of credential that a step can be given, by its type; what is not here tells it by its parameters. */
const CREDENTIALS = {
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': ['openAiApi'],
	'n8n-nodes-apivideo.apiVideo': [
		'apiVideoApi',
		'apiVideoUploadTokenApi',
		'apiVideoFileServerOAuth2Api',
	],
	'n8n-nodes-apivideo.apiVideoTool': ['apiVideoApi'],
	'n8n-nodes-apivideo.apiVideoTrigger': ['apiVideoApi'],
	'n8n-nodes-base.awsS3': ['aws'],
	'n8n-nodes-base.dropbox': ['dropboxOAuth2Api'],
	'n8n-nodes-base.gmail': ['gmailOAuth2'],
	'n8n-nodes-base.googleDrive': ['googleDriveOAuth2Api'],
	'n8n-nodes-base.googleSheets': ['googleSheetsOAuth2Api'],
	'n8n-nodes-base.jwt': ['jwtAuth'],
	'n8n-nodes-base.webhook': ['httpBasicAuth', 'jwtAuth'],
};

/** @returns {Promise<string[]>} the names of all workflows of examples/, without .json */
export async function exampleNames() {
	const files = await readdir(join(projectFolder, 'examples'));
	return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
}

/**
 * A workflow of examples/, with what a user would choose in the editor filled in.
 * @param {string} name of the file, without .json
 * @param {object} chosen
 * @param {string} [chosen.file] path of the video, where the workflow reads one
 * @param {Record<string, { id: string, name: string }>} chosen.credentials by credential type
 * @returns {Promise<Record<string, any>>}
 */
export async function exampleWorkflow(name, { file, credentials }) {
	const workflow = JSON.parse(
		await readFile(join(projectFolder, 'examples', `${name}.json`), 'utf8'),
	);
	for (const node of workflow.nodes) {
		if (node.type === READ_FILE && file) node.parameters.fileSelector = asPattern(file);
		const { nodeCredentialType, genericAuthType } = node.parameters;
		const types = CREDENTIALS[node.type] ?? [nodeCredentialType, genericAuthType];
		const chosen = types.filter((type) => type in credentials);
		if (chosen.length > 0) {
			node.credentials = Object.fromEntries(chosen.map((type) => [type, credentials[type]]));
		}
	}
	return workflow;
}

/** n8n takes a glob pattern, in which a backslash escapes: Windows paths need slashes. */
const asPattern = (/** @type {string} */ path) => path.replaceAll('\\', '/');
