import type { World } from './world';

/** Deletes the executions that have ended, with all that n8n keeps of them. */
export async function deleteExecutions({ n8n }: Pick<World, 'n8n'>): Promise<void> {
	await n8n.client.call('POST', '/executions/delete', {
		deleteBefore: new Date().toISOString(),
		filters: { status: ['success', 'error'] },
	});
}
