import type { IDataObject, IHookFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { rotate } from '../../../nodes/ApiVideo/resources/delegatedToken/rotate';
import { create } from '../../../nodes/ApiVideo/resources/summary/create';
import { getContent } from '../../../nodes/ApiVideo/resources/summary/getContent';
import { update } from '../../../nodes/ApiVideo/resources/summary/update';
import { fetchAnyStatus } from '../../../nodes/ApiVideo/resources/video/status';
import { searchVideos } from '../../../nodes/ApiVideo/resources/video/videoLocator';
import { unregister } from '../../../nodes/ApiVideo/trigger/unregister';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { locator, runOperation } from '../support/runOperation';
import { stepContext } from '../support/stepContext';
import { expectReadable, troubleOf } from '../support/troubles';

/** What answers 404 without knowing whether there is such a thing. */
const OTHERS: Array<[string, IN8nHttpFullResponse]> = [
	['the page of a proxy', response(404, '<html>Not Found</html>')],
	['an address that is not known', problemResponse(404, 'unrecognized-request-url')],
];
const UNKNOWN = problemResponse(404, 'resource-not-found');

const VIDEO = 'vi4k0jvEUuaTdRAEjQ4Jfrgz';

describe.each(OTHERS)('%s is not taken for a thing that is gone', (_who, refusal) => {
	it('by Delegated Token > Rotate', async () => {
		const parameters = { tokensToDelete: 'token', uploadToken: locator('id', 'toOld') };
		const reply = answers(response(200, { token: 'toNew' }), refusal);
		const node = new FakeNode({ parameters, reply });
		const { rotation } = (await runOperation(rotate, node)) as IDataObject;
		expect(rotation).toMatchObject({ alreadyGone: 0, notDeleted: 1 });
	});

	it('by the trigger that unregisters', async () => {
		const node = new FakeNode({ reply: answers(refusal) });
		const hook = node.editor as unknown as IHookFunctions;
		expectReadable(await troubleOf(async () => await unregister(hook, 'webhook_1')));
	});

	it('by the status of a new video', async () => {
		const { execution } = new FakeNode({ reply: answers(refusal) });
		expectReadable(
			await troubleOf(async () => await fetchAnyStatus(stepContext(execution), 'vi1')),
		);
	});

	it('by the search for a pasted ID', async () => {
		const node = new FakeNode({ reply: answers(refusal) });
		await expect(searchVideos.call(node.editor, VIDEO)).rejects.toThrow();
		expect(node.requests).toHaveLength(1);
	});

	it('by Summary > Get Content', async () => {
		const parameters = { summaryId: locator('id', 'summary_1') };
		const node = new FakeNode({ parameters, reply: answers(refusal) });
		const trouble = await troubleOf(async () => await runOperation(getContent, node));
		expectReadable(trouble);
		expect(trouble.message).not.toContain('summary_1');
	});
});

describe('what api.video says of a thing', () => {
	it('lets the trigger unregister what is gone', async () => {
		const node = new FakeNode({ reply: answers(UNKNOWN) });
		await unregister(node.editor as unknown as IHookFunctions, 'webhook_1');
		expect(node.asked).toEqual(['DELETE https://sandbox.api.video/webhooks/webhook_1']);
	});

	it.each([
		['with a slug', 'summary-already-exists'],
		['with a slug that is new', 'brand-new'],
	])('is put into the words of the operation, %s', async (_case, slug) => {
		const detail = 'Wait a while.';
		const reply = answers(problemResponse(409, slug, { detail }));
		const parameters = {
			videoId: locator('id', VIDEO),
			summaryId: locator('id', 'summary_1'),
			updateFields: { abstract: 'New.' },
		};
		const ends = async (operation: typeof create) =>
			await troubleOf(
				async () => await runOperation(operation, new FakeNode({ parameters, reply })),
			);
		const [made, changed] = [await ends(create), await ends(update)];
		expect(made.message).toBe(`The video ${VIDEO} has a summary already, or one is being written`);
		expect(changed.message).toBe('The summary summary_1 is still being written');
		for (const trouble of [made, changed]) {
			expectReadable(trouble);
			expect(trouble).toMatchObject({ httpStatus: 409, slug });
			expect(trouble.advice).toMatch(/ api\.video says: Wait a while\.$/);
		}
	});
});
