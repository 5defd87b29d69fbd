import { exampleWorkflow, type N8n, type Reference } from '../../scripts/lib/lab';

/** A row of the list that the examples have. */
export interface Source {
	id: string;
	title: string;
	url: string;
}

/**
 * So many sources.
 *
 * @param server where they are; nobody asks it unless given
 */
export function sourcesOf(count: number, server = 'https://example.com'): Source[] {
	return Array.from({ length: count }, (_, index) => ({
		id: `lesson-${index}`,
		title: `Lesson ${index}`,
		url: `${server}/lessons/${index}.mp4`,
	}));
}

/** Imports an example that brings a library, with a list of sources. Returns the workflow's id. */
export async function importLibrary(
	n8n: N8n,
	apiVideoApi: Reference,
	sources: readonly Source[],
	name: 'import-library' | 'upload-library' = 'import-library',
): Promise<string> {
	const workflow = await exampleWorkflow(name, { credentials: { apiVideoApi } });
	const list = workflow.nodes.find(({ name }) => name === 'List of sources');
	if (list) list.parameters.jsonOutput = JSON.stringify({ sources });
	return await n8n.client.importWorkflow(workflow);
}
