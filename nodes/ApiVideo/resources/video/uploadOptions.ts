import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { Parameters } from '../../n8n/parameters';
import { readChoice } from '../../values/choice';
import { readSwitch } from '../../values/switch';
import { fieldsOf, optionsOf } from '../shared/collections';
import { fileNameField, readFileName } from './fileFrom';
import { idempotencyKeyField, readKey } from './idempotencyKey';
import { videoField, videoIdIn } from './videoLocator';
import { keepTryingField, readSpeed, speedFields, type Speed } from './speedOptions';
import { withKeyInCollection } from './uploadWith';
import { readWait, waitFields, type Wait } from './waitOptions';

/** The video to go on with. */
export const resumeVideoField: INodeProperties = {
	...videoField,
	displayName: 'Resume Video',
	name: 'resumeVideoId',
	displayOptions: withKeyInCollection,
	description: 'The video whose upload stopped: only what has not arrived yet is sent',
};

const keyField: INodeProperties = {
	...idempotencyKeyField,
	displayOptions: withKeyInCollection,
	description:
		'A text that stands for this file, such as its ID in Google Drive: whoever uploads with the same key again gets the same video, and only what is missing is sent. The key is kept in the metadata of the video; one that comes out empty stops the step. Files that a list or a wildcard names have a key each: this one, a colon, and the name of the field.',
};

const ifStoppedField: INodeProperties = {
	displayName: 'If Upload Stops',
	name: 'ifStopped',
	type: 'options',
	displayOptions: withKeyInCollection,
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
	description:
		'What to do with the unfinished video when the upload stops for good. Only a video that this step has made is deleted, and none with a key in Only Once: another execution may have found it.',
};

const includeReportField: INodeProperties = {
	displayName: 'Include Upload Report',
	name: 'includeReport',
	type: 'boolean',
	default: false,
	description:
		'Whether to add "uploadReport" to the output: bytes, requests, retries, what was resumed, seconds and speed',
};

/** Whether the look at the beginning of a file counts. */
export const sendAnyFileField: INodeProperties = {
	displayName: 'Send Any File',
	name: 'sendAnyFile',
	type: 'boolean',
	default: false,
	description:
		'Whether to send a file also when its beginning shows that it is no video but a text, such as a web page or JSON. Without this option such a file stops the step before anything is sent.',
};

/** What is rarely needed when uploading, in the order in which people need it. */
export const uploadOptions = optionsOf([
	keyField,
	...waitFields.map((field) => ({ ...field, displayOptions: withKeyInCollection })),
	resumeVideoField,
	ifStoppedField,
	keepTryingField,
	fileNameField,
	sendAnyFileField,
	includeReportField,
	...speedFields,
]);

/** The Options of one item. */
export interface ReadOptions extends Speed, Wait {
	readonly idempotencyKey?: string;
	readonly resumeVideoId?: string;
	/** Of a file on the web. */
	readonly fileName?: string;
	readonly ifStopped: 'keep' | 'delete';
	readonly includeReport: boolean;
	readonly sendAnyFile: boolean;
}

/**
 * @throws Trouble when a value cannot be understood or is out of range, when a key or Resume Video
 *   is there and came out empty (without them the file would be uploaded once more), or both are there
 */
export function readOptions(parameters: Parameters): ReadOptions {
	const given = fieldsOf({ parameters }, 'options');
	const idempotencyKey = readKey(given);
	const resumeVideoId = readResumeVideo(given);
	if (idempotencyKey !== undefined && resumeVideoId !== undefined) throw bothGiven();
	const { displayName: reportLabel } = includeReportField;
	const { displayName: anyFileLabel } = sendAnyFileField;
	return {
		...readSpeed(given),
		idempotencyKey,
		resumeVideoId,
		fileName: readFileName(given.fileName),
		ifStopped: readChoice(given.ifStopped ?? ifStoppedField.default, ifStoppedField),
		includeReport: readSwitch(given.includeReport, reportLabel) ?? false,
		sendAnyFile: readSwitch(given.sendAnyFile, anyFileLabel) ?? false,
		...readWait(given),
	};
}

/** Resume Video would go first and the key would be ignored, so that the next run with the key made a second video. */
function bothGiven(): Trouble {
	const { displayName: key } = keyField;
	const { displayName: resume } = resumeVideoField;
	return new Trouble(
		`${key} and ${resume} are both there`,
		`Remove one of them from Options. With ${key} an upload that had stopped goes on by itself. Nothing was sent.`,
	);
}

function readResumeVideo(given: Record<string, unknown>): string | undefined {
	const { name, displayName: label } = resumeVideoField;
	if (!Object.hasOwn(given, name)) return undefined;
	const videoId = videoIdIn(given[name], label);
	if (videoId !== undefined) return videoId;
	throw new Trouble(
		`${label} is empty`,
		`Pick the video, or check the expression in ${label}. To upload the file as a new video, remove ${label} from Options. Nothing was sent.`,
	);
}
