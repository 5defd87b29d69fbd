import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { Parameters } from '../../n8n/parameters';
import { readSwitch } from '../../values/switch';
import { fieldsOf, optionsOf } from '../shared/collections';
import { sourceField } from './createSource';
import { idempotencyKeyField, readKey } from './idempotencyKey';
import { readWait, waitFields, type Wait } from './waitOptions';

const keyField: INodeProperties = {
	...idempotencyKeyField,
	description:
		'A text that stands for the source, such as its ID in a sheet: whoever creates with the same key again gets the same video, and none is made beside it. "found" in the output says whether it was there before. The key is kept in the metadata of the video; one that comes out empty stops the step.',
};

const temporaryLinkField: INodeProperties = {
	displayName: 'Temporary Link',
	name: 'temporaryLink',
	type: 'boolean',
	displayOptions: { show: { '/source': ['url'] } },
	default: false,
	description:
		'Whether the URL is another one each time for the same file, as with the temporary links of Dropbox. Then the key in Only Once alone says which video it is, so each file needs a key of its own. A query that changes needs no such switch: it never counts.',
};

/** What is rarely needed when api.video makes a video of something; an empty one has nothing to wait for. */
export const createOptions: INodeProperties = {
	...optionsOf([keyField, temporaryLinkField, ...waitFields]),
	displayOptions: { show: { source: ['url', 'video'] } },
};

/** The Options of one item. */
export interface CreateOptions extends Wait {
	readonly idempotencyKey?: string;
	/** Whether the address of one and the same file changes. */
	readonly temporaryLink: boolean;
}

/**
 * @param isEmpty whether the video is to have no source
 * @throws Trouble when a value cannot be understood or is out of range, when the key is there and came out empty,
 *   or an option is used for an empty video, for which it cannot do what it says
 */
export function readCreateOptions(parameters: Parameters, isEmpty: boolean): CreateOptions {
	const given = fieldsOf({ parameters }, 'options');
	const { displayName: label, name } = temporaryLinkField;
	const temporaryLink = readSwitch(given[name], label) ?? false;
	const options = { ...readWait(given), idempotencyKey: readKey(given), temporaryLink };
	if (!isEmpty) return options;
	if (options.idempotencyKey !== undefined) {
		throw notForEmpty(
			idempotencyKeyField,
			'To upload a file only once, set the key in Video > Upload, which makes the video as well.',
		);
	}
	if (options.waitUntilPlayable) {
		throw notForEmpty(waitFields[0], 'Use it in Video > Upload, or Video > Wait Until Playable.');
	}
	return options;
}

function notForEmpty({ displayName }: Pick<INodeProperties, 'displayName'>, advice: string) {
	return new Trouble(
		`${displayName} is set for an empty video: ${sourceField.displayName} is None`,
		`Remove ${displayName} from Options, or choose another ${sourceField.displayName}. ${advice} Nothing was sent.`,
	);
}
