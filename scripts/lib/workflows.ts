import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import type { Reference } from './n8n-client';

const EXAMPLES = join(projectFolder, 'examples');

const READ_FILE = 'n8n-nodes-base.readWriteFile';

/** The types of credential that a step can be given, by its type; what is not here tells it by its parameters. */
const CREDENTIALS: Record<string, string[] | undefined> = {
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

/** A workflow as in an exported file. */
export interface Workflow {
	[field: string]: unknown;
	name: string;
	nodes: Array<{
		name: string;
		type: string;
		parameters: Record<string, unknown>;
		credentials?: Record<string, Reference>;
	}>;
}

/** The names of all workflows of examples/, without .json */
export async function exampleNames(): Promise<string[]> {
	const files = await readdir(EXAMPLES);
	return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
}

/**
 * A workflow of examples/, with what a user would choose in the editor filled in.
 *
 * @param name of the file, without .json
 * @param chosen file: path of the video, where the workflow reads one; credentials: by their type
 */
export async function exampleWorkflow(
	name: string,
	{ file, credentials }: { file?: string; credentials: Record<string, Reference> },
): Promise<Workflow> {
	const workflow = JSON.parse(await readFile(join(EXAMPLES, `${name}.json`), 'utf8')) as Workflow;
	for (const node of workflow.nodes) {
		const { parameters, type } = node;
		// n8n takes a glob pattern, in which a backslash escapes: Windows paths need slashes.
		if (type === READ_FILE && file) parameters.fileSelector = file.replaceAll('\\', '/');
		const { nodeCredentialType, genericAuthType } = parameters;
		const types = CREDENTIALS[type] ?? [nodeCredentialType, genericAuthType].map(String);
		const chosen = types.filter((one) => one in credentials);
		if (chosen.length > 0) {
			node.credentials = Object.fromEntries(chosen.map((one) => [one, credentials[one]]));
		}
	}
	return workflow;
}
