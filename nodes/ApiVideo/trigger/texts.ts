import type { TriggerPanelDefinition } from 'n8n-workflow';
import { WEBHOOKS_MAX } from '../api/paths/webhooks';
import { triggerEvents, VIDEO_READY } from './triggerEvents';

/** What to do once more, in the words of n8n 2 and of n8n 1. */
export const PUBLISH_AGAIN = 'Publish the workflow again (in n8n 1: activate it).';

/** On the canvas, while n8n listens for a test event. */
export const LISTENING =
	'Upload a video now; the event arrives when it has been encoded. For another event, let that happen';

/** After the workflow was published. */
export const PUBLISHED =
	'Upload a video now: this workflow starts when it has been encoded. With other events it starts when they happen.';

const BUILDING =
	'<b>While you build the workflow</b>, execute this step: n8n listens for two minutes. Upload a short video meanwhile; the event arrives when it has been encoded, and shows up here. For another event, let that happen.<br /> <br /> ';
const PRODUCTION = `Those executions show up in the <a data-key="executions">executions list</a>, but not here. Each trigger in a published workflow takes one of the ${WEBHOOKS_MAX} webhooks that api.video allows an account.`;

/** In the step, before n8n listens. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Execute this step, then upload a video',
	executionsHelp: {
		inactive: `${BUILDING}<b>Once the workflow is ready</b>, publish it (in n8n 1: activate it), and every event starts it. ${PRODUCTION}`,
		active: `${BUILDING}<b>The workflow is published</b>: every event starts it as well. ${PRODUCTION}`,
	},
	activationHint: {
		inactive:
			'The event arrives when the video has been encoded. Publish the workflow (in n8n 1: activate it) to have every event start it.',
		active:
			'The event arrives when the video has been encoded. The workflow is published: every event starts it as well, but does not show up here.',
	},
};

/** Below the name of the step: what starts the workflow, in words. An expression may give anything. */
export const subtitle = `={{ [$parameter["events"]].flat().filter((event) => typeof event === "string").map((event) => (${JSON.stringify(labels())})[event] ?? event).join(", ") }}`;

/** The names of the events as they stand in a sentence, by the stored values. */
function labels(): Record<string, string> {
	const written = triggerEvents.map(({ name, value }) => [
		value,
		name.charAt(0) + name.slice(1).toLowerCase(),
	]);
	return { ...Object.fromEntries(written), [VIDEO_READY]: 'Video ready' };
}
