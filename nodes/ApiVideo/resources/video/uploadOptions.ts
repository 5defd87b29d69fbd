import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { MEMORY_DEFAULT_BYTES, MIB, PARALLEL_DEFAULT, type LineOptions } from '../../upload';
import { optionsOf } from '../shared/collections';
import { numberInRange } from '../shared/numberInRange';
import { videoField, videoIdIn } from '../shared/videoLocator';
import { maxWaitField, readMaxWait } from './maxWait';

/** More than that only makes the service refuse them. */
const PARALLEL_MAX = 32;

const withKey = { show: { '/authentication': ['apiKey'] } };

const resumeVideoField: INodeProperties = {
	...videoField,
	displayName: 'Resume Video',
	name: 'resumeVideoId',
	displayOptions: withKey,
	description: 'The video whose upload stopped: only what has not arrived yet is sent',
};

/** What is rarely needed when uploading. */
export const uploadOptions = optionsOf([
	{
		displayName: 'Chunk Size (MiB)',
		name: 'chunkSize',
		type: 'number',
		typeOptions: { minValue: 5, maxValue: 128 },
		default: 50,
		description:
			'Length of the chunks in which a file above 200 MiB is sent. Leave it out to have it adapted to the line and the rate limit.',
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'string',
		displayOptions: withKey,
		default: '',
		placeholder: 'e.g. drive-1BxiMVs0XRA5nFMdKvBdBZjg',
		description:
			'Any text that stands for this file, such as its ID in Google Drive. When a video with this key exists already it is put out and nothing is sent; when its upload had stopped only the rest is sent. The key is kept in the metadata of the video.',
	},
	{
		displayName: 'If Upload Stops',
		name: 'ifStopped',
		type: 'options',
		displayOptions: withKey,
		options: [
			{
				name: 'Delete Video',
				value: 'delete',
				description: 'Nothing is left behind; the next upload starts over',
			},
			{
				name: 'Keep Video',
				value: 'keep',
				description: 'The upload can go on later from where it stopped',
			},
		],
		default: 'keep',
		description: 'What to do with the unfinished video when the upload stops for good',
	},
	{
		displayName: 'Include Upload Report',
		name: 'includeReport',
		type: 'boolean',
		default: false,
		description:
			'Whether to add "uploadReport" to the output: bytes, requests, retries, what was resumed, seconds and speed',
	},
	{
		...maxWaitField,
		displayOptions: withKey,
		description:
			'With Wait Until Playable: how long to wait until the video is playable before giving up',
	},
	{
		displayName: 'Memory Limit (MiB)',
		name: 'memoryLimit',
		type: 'number',
		typeOptions: { minValue: 16, maxValue: 2048 },
		default: 64,
		description:
			'How much of the files may be held in memory while chunks are on their way, for all items together. More memory allows longer chunks, which helps against the rate limit. Counts once: the value of the first item.',
	},
	{
		displayName: 'Parallel Uploads',
		name: 'parallelUploads',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: PARALLEL_MAX, numberPrecision: 0 },
		default: 8,
		description:
			'How many requests may be on their way at the same time, for all items together. Counts once: the value of the first item.',
	},
	resumeVideoField,
	{
		displayName: 'Wait Until Playable',
		name: 'waitUntilPlayable',
		type: 'boolean',
		displayOptions: withKey,
		default: false,
		description: 'Whether to go on only when the video can be watched',
	},
]);

/** The Options of one item. */
export interface ReadOptions {
	/** In bytes. */
	readonly chunkBytes?: number;
	readonly idempotencyKey: string;
	readonly resumeVideoId?: string;
	readonly ifStopped: 'keep' | 'delete';
	readonly includeReport: boolean;
	readonly waitUntilPlayable: boolean;
	/** In minutes. */
	readonly maxWait: number;
	readonly line: LineOptions;
}

/**
 * @throws Trouble when a number is out of range, or Resume Video holds no ID
 */
export function readOptions(n8n: IExecuteFunctions, itemIndex: number): ReadOptions {
	const given = n8n.getNodeParameter('options', itemIndex, {}) as Record<string, unknown>;
	const chunkSize = optionInRange(given.chunkSize, 'Chunk Size', 5, 128);
	const parallel = optionInRange(given.parallelUploads, 'Parallel Uploads', 1, PARALLEL_MAX);
	const memoryLimit = optionInRange(given.memoryLimit, 'Memory Limit', 16, 2048);
	// Chunks that were asked for must fit: one being read while one is being sent.
	const toFit = chunkSize && Math.max(MEMORY_DEFAULT_BYTES, 2 * chunkSize * MIB);
	const memoryBytes = memoryLimit ? memoryLimit * MIB : toFit;
	return {
		chunkBytes: chunkSize === undefined ? undefined : Math.round(chunkSize * MIB),
		idempotencyKey: String(given.idempotencyKey ?? '').trim(),
		resumeVideoId: videoIdIn(given.resumeVideoId, resumeVideoField.displayName),
		ifStopped: given.ifStopped === 'delete' ? 'delete' : 'keep',
		includeReport: given.includeReport === true,
		waitUntilPlayable: given.waitUntilPlayable === true,
		maxWait: given.maxWait === undefined ? 60 : readMaxWait(given.maxWait),
		line: {
			memoryBytes,
			parallel: parallel && Math.floor(parallel),
		},
	};
}

/** @returns how many items may be worked on at the same time: as many as requests, or one if that is no number */
export function parallelItems(n8n: IExecuteFunctions): number {
	const given = n8n.getNodeParameter('options', 0, {}) as Record<string, unknown>;
	const parallel = Math.floor(Number(given.parallelUploads ?? PARALLEL_DEFAULT));
	return parallel >= 1 && parallel <= PARALLEL_MAX ? parallel : 1;
}

function optionInRange(
	value: unknown,
	label: string,
	min: number,
	max: number,
): number | undefined {
	return value === undefined || value === '' ? undefined : numberInRange(value, label, min, max);
}
