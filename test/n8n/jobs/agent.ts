import type { Jobs } from './jobs';
import { TEST_TIMEOUT } from '../realN8n';

/** An AI Agent with the node as its tools. */
export function describeAgent(jobs: () => Jobs): void {
	describe('an agent', () => {
		async function ask(id: string, chatInput: string) {
			const { client } = jobs().real.n8n;
			const workflowData = await client.call('GET', `/workflows/${id}`);
			const item = { json: { action: 'sendMessage', chatInput, sessionId: 'one' } };
			const data = {
				startTime: Date.now(),
				executionTime: 0,
				executionStatus: 'success',
				executionIndex: 0,
				data: { main: [[item]] },
				source: [null],
			};
			const triggerToStartFrom = { name: 'When a message comes', data };
			const body = { workflowData, triggerToStartFrom };
			const path = `/workflows/${id}/run`;
			const begun = await client.call<{ executionId: string }>('POST', path, body);
			return await client.finished(begun.executionId);
		}

		it(
			'finds a video and changes it, adds one once, and has no tool to delete with',
			async () => {
				const { model } = jobs().services;
				const { videoId } = await jobs().api('/videos', 'POST', { title: 'Onboarding, part 1' });
				const id = await jobs().imported('video-agent');
				const address = 'https://example.com/welcome.mp4';
				const found: string[] = [];
				const add = { tool: 'Add_video', with: { Address: address, Title: 'Welcome' } };
				model.turns.push(
					{ tool: 'Find_videos', with: { Title: 'Onboarding' } },
					(answer) => {
						found.push(answer);
						return { tool: 'Tag_video', with: { Video: videoId, Tags: 'summer, new' } };
					},
					{ tool: 'Describe_video', with: { Video: videoId, Description: 'The first day' } },
					add,
					add,
					{ says: 'It has the tags now.' },
				);

				const execution = await ask(id, 'Tag the onboarding video with summer');

				expect(execution.error).toBeUndefined();
				expect(execution.items('Librarian')).toEqual([{ output: 'It has the tags now.' }]);
				expect(found[0]).toContain(String(videoId));
				const [onboarding, welcome, ...others] = await jobs().videos();
				expect(onboarding).toMatchObject({ tags: ['summer', 'new'], description: 'The first day' });
				expect([welcome.title, ...others]).toEqual(['Welcome']);
				const tools = model.asked[0].tools.map((tool) => tool.function);
				expect(tools).toHaveLength(7);
				expect(tools.map(({ name }) => name).join()).not.toMatch(/delete/i);
				expect(tools.find(({ name }) => name === 'Tag_video')?.description).toBe(
					'Add tags to a video; those it has stay',
				);
			},
			TEST_TIMEOUT,
		);
	});
}
