import type { INodeProperties } from 'n8n-workflow';
import { readNumber } from '../../values/number';

/** A week, in minutes. */
const LONGEST = 10_080;

/** How long to wait for a video. */
export const maxWaitField: INodeProperties = {
	displayName: 'Max Wait (Minutes)',
	name: 'maxWait',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: LONGEST },
	default: 60,
	description: 'How long to wait until the video is playable before giving up',
};

/**
 * @param value of Max Wait
 * @returns minutes
 * @throws Trouble when it is no number from 1 minute to a week
 */
export function readMaxWait(value: unknown): number {
	return readNumber(value, maxWaitField.displayName, { min: 1, max: LONGEST });
}
