import { exampleWorkflow, type N8n, type Reference } from '../../scripts/lib/lab.mjs';

/** A row of the list that examples/import-library.json has. */
export interface Source {
	id: string;
	title: string;
	url: string;
}

/** So many sources. */
export function sourcesOf(count: number): Source[] {
	return Array.from({ length: count }, (_, index) => ({
		id: `lesson-${index}`,
		title: `Lesson ${index}`,
		url: `https://example.com/lessons/${index}.mp4`,
	}));
}

/** Imports examples/import-library.json with a list of sources. Returns the workflow's id. */
export async function importLibrary(
	n8n: N8n,
	apiVideoApi: Reference,
	sources: readonly Source[],
): Promise<string> {
	const workflow = await exampleWorkflow('import-library', { credentials: { apiVideoApi } });
	const list = workflow.nodes.find(({ name }) => name === 'List of sources');
	if (list) list.parameters.jsonOutput = JSON.stringify({ sources });
	return await n8n.client.importWorkflow(workflow);
}
