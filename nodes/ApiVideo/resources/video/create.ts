import type { IDataObject } from 'n8n-workflow';
import { NEW_VIDEO, VIDEOS } from '../../api/paths/videos';
import { isRecord } from '../../upload';
import type { Operation, OperationContext } from '../operation';
import { createOnce } from './createOnce';
import { createOptions, readCreateOptions, type CreateOptions } from './createOptions';
import { readSource, sourceFields } from './createSource';
import { fetchVideo } from './fetchVideo';
import { untilPlayable } from './playable';
import type { FetchedSource } from './sourceMark';
import { additionalFields, readAdditionalFields } from './uploadFields';
import { titleField } from './videoFields';

/**
 * A video with a key takes some seconds, until no other execution can have made an older one. Waiting until it is
 * playable takes minutes. So several items are worked on at a time.
 */
const PARALLEL_ITEMS = 16;

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create video',
	description:
		'Create a video from a URL, as a copy of another one, or empty. For a file that an earlier step put into a binary field, use Upload.',
	makesNew: true,
	properties: [...sourceFields, { ...titleField, required: true }, additionalFields, createOptions],
	parallelItems(first) {
		const options = first.raw(createOptions);
		return isRecord(options) && ('idempotencyKey' in options || 'waitUntilPlayable' in options)
			? PARALLEL_ITEMS
			: 1;
	},
	async check(context) {
		readWanted(context);
	},
	rerunnable: (context) => readWanted(context).options.idempotencyKey !== undefined,
	async execute(context) {
		const wanted = readWanted(context);
		const made = await make(context, wanted);
		const { waitUntilPlayable, maxWait } = wanted.options;
		if (!waitUntilPlayable) return made;
		const videoId = String(made.videoId);
		await untilPlayable(context, videoId, maxWait, true);
		return { ...made, ...(await fetchVideo(context, videoId)) };
	},
};

/** What an item is to become. */
interface Wanted {
	/** Undefined for an empty video. */
	readonly source: FetchedSource | undefined;
	/** Of `POST /videos`. */
	readonly attributes: IDataObject & { readonly title: string };
	readonly options: CreateOptions;
}

/** Sends nothing. */
function readWanted(context: OperationContext): Wanted {
	const { parameters } = context;
	const title = parameters.filled(titleField, 'Enter a Title: every video needs one.');
	const fields = readAdditionalFields(context);
	const named = readSource(context);
	const options = readCreateOptions(parameters, named === undefined);
	const source = named?.kind === 'url' ? { ...named, isTemporary: options.temporaryLink } : named;
	return { source, options, attributes: { ...fields, ...attributeOf(source), title } };
}

function attributeOf(source: FetchedSource | undefined): { source?: string } {
	if (source === undefined) return {};
	return { source: source.kind === 'url' ? source.address : source.videoId };
}

async function make(
	context: OperationContext,
	{ source, attributes, options: { idempotencyKey } }: Wanted,
): Promise<IDataObject> {
	const { api, execution } = context;
	if (source === undefined || idempotencyKey === undefined) {
		return await api.make({ path: VIDEOS, body: attributes }, NEW_VIDEO);
	}
	const { video, found } = await createOnce(context, idempotencyKey, source, attributes);
	if (found) execution.rememberFound(attributes.title, video);
	return { ...video, found };
}
