import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';

const READ_FILE = 'n8n-nodes-base.readWriteFile';

/** The types of credential that a step can be given, by its type. */
const CREDENTIALS = {
	'n8n-nodes-apivideo.apiVideo': ['apiVideoApi', 'apiVideoUploadTokenApi'],
	'n8n-nodes-base.httpRequest': ['httpHeaderAuth'],
	'n8n-nodes-base.jwt': ['jwtAuth'],
	'n8n-nodes-base.webhook': ['httpBasicAuth', 'jwtAuth'],
};

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
		const chosen = (CREDENTIALS[node.type] ?? []).filter((type) => type in credentials);
		if (chosen.length > 0) {
			node.credentials = Object.fromEntries(chosen.map((type) => [type, credentials[type]]));
		}
	}
	return workflow;
}

/** n8n takes a glob pattern, in which a backslash escapes: Windows paths need slashes. */
const asPattern = (/** @type {string} */ path) => path.replaceAll('\\', '/');
