import { Workflow, type INode, type INodeType, type TriggerPanelDefinition } from 'n8n-workflow';
import { ApiVideoTrigger } from '../../../nodes/ApiVideo/ApiVideoTrigger.node';
import { FORBIDDEN } from '../support/troubles';

const { description } = new ApiVideoTrigger();

/** What the editor shows below the name of the step: it evaluates the expression over what is stored. */
function subtitleFor(events: unknown): unknown {
	const node: INode = {
		id: 'trigger',
		name: 'Trigger',
		type: 'trigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { events } as INode['parameters'],
	};
	const type: INodeType = { description };
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const { expression } = workflow;
	return expression.getSimpleParameterValue(node, description.subtitle, 'internal', {});
}

test.each<[unknown, string]>([
	[['videoReady'], 'Video ready'],
	[['live-stream.broadcast.started', 'videoReady'], 'Live stream started, Video ready'],
	[['video.encoding.quality.completed'], 'Video quality encoded'],
	[
		['video.summary.generated', 'video.source.recorded'],
		'Video summary generated, Live stream recorded',
	],
	[[], ''],
	['videoReady', 'Video ready'],
	['={{ ["videoReady"] }}', 'Video ready'],
	['={{ "video.caption.generated" }}', 'Video captions generated'],
	['Video Ready to Watch', 'Video Ready to Watch'],
	['={{ ({ a: 1 }) }}', ''],
	['={{ [7, { a: 1 }, null, "videoReady"] }}', 'Video ready'],
	[undefined, 'Video ready'],
	[null, 'Video ready'],
])('the subtitle of %j is %j', (events, subtitle) => {
	expect(subtitleFor(events)).toBe(subtitle);
});

describe('the texts', () => {
	const { triggerPanel, eventTriggerDescription, activationMessage } = description;
	const { header, executionsHelp, activationHint } = triggerPanel as TriggerPanelDefinition;
	const all = [header, executionsHelp, activationHint, eventTriggerDescription, activationMessage]
		.flatMap((text) => (typeof text === 'object' ? Object.values(text) : text))
		.join('\n');

	test('say what to do while n8n listens, and once the workflow is published', () => {
		expect(eventTriggerDescription).toMatch(
			/^Upload a video now; the event arrives when it has been encoded/,
		);
		expect(activationMessage).toMatch(/^Upload a video now: /);
		expect(header).toMatch(/upload a video/i);
	});

	test('speak of publishing, and name the word of n8n 1', () => {
		expect(all).toMatch(/publish/i);
		expect(all.replace(/\(in n8n 1: activate it\)/g, '')).not.toMatch(/activat/i);
		expect(all).not.toMatch(FORBIDDEN);
	});

	test('say what each published trigger takes', () => {
		expect(all).toMatch(/takes one of the 10 webhooks/);
	});
});
