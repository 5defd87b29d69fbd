import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { beginningOf } from '../../n8n/beginningOf';
import { findFiles } from '../../n8n/binaryField';
import { sourceOf } from '../../n8n/binarySource';
import type { AnySource } from '../../upload';
import type { OperationContext } from '../operation';
import { inputBinaryField, readInputBinaryField } from '../shared/inputBinaryField';
import { fileFromField, type FileFrom } from './fileFrom';
import type { ItemFiles } from './filesToUpload';
import { notAVideo } from './notAVideo';
import { resumeVideoField, sendAnyFileField, type ReadOptions } from './uploadOptions';
import { fileOnTheWeb } from './webFile';

/** How much of a file is looked at before it is sent, in bytes. */
const LOOKED_AT_BYTES = 1024;

/**
 * @param options of the item
 * @throws Trouble when what was entered cannot be used; see `findFiles` and {@link fileOnTheWeb}
 */
export function readFiles(
	context: OperationContext,
	options: Pick<ReadOptions, 'fileName'>,
): ItemFiles {
	return context.parameters.choice<FileFrom>(fileFromField) === 'webAddress'
		? fileOnTheWeb(context, options.fileName)
		: filesInBinaryFields(context);
}

function filesInBinaryFields(context: OperationContext): ItemFiles {
	const { n8n, itemIndex, clock, signal } = context;
	const { files, byList } = findFiles(n8n, itemIndex, readInputBinaryField(context));
	const bring = async (part: number) => await sourceOf(n8n, files[part].binary, clock, signal);
	return {
		names: files.map(({ field }) => field),
		byList,
		isLate: false,
		ifText:
			'Look at the file in the output of the step that brings it: of a link that is shared, take the address of the file itself, and check that the step is signed in where it has to be.',
		lookAt: bring,
		bring,
	};
}

/**
 * Gives each file what the options of its item mean for it. Files that are named by a list or a wildcard have
 * an idempotency key each, also where there is only one: the next run may find more of them.
 *
 * @param part which of the files, counted from 0
 * @throws Trouble when one video is to be resumed with several files
 */
export function optionsOfFile(
	options: ReadOptions,
	{ names, byList }: ItemFiles,
	part: number,
): ReadOptions {
	const { idempotencyKey, resumeVideoId } = options;
	if (resumeVideoId !== undefined && names.length > 1) {
		const { displayName: label } = resumeVideoField;
		throw new Trouble(
			`${label} takes one file, and ${inputBinaryField.displayName} names ${names.length}: ${names.map(quote).join(', ')}`,
			`Enter the name of the field whose file belongs to that video, or remove ${label} from Options. Nothing was sent.`,
		);
	}
	if (idempotencyKey === undefined || !byList) return options;
	return { ...options, idempotencyKey: `${idempotencyKey}:${names[part]}` };
}

/** @returns the title that was given, with a number where there are several files; undefined where none was */
export function titleOfFile(
	title: string | undefined,
	{ names }: ItemFiles,
	part: number,
): string | undefined {
	return title && names.length > 1 ? `${title} (${part + 1})` : title;
}

/**
 * Looks at the beginning of a file: api.video would take a web page that a download has brought in place of
 * the video, and tell nobody that it cannot be played.
 *
 * @throws Trouble when it is a text, or cannot be read
 */
export async function refuseText(
	source: AnySource,
	{ ifText }: Pick<ItemFiles, 'ifText'>,
	signal: AbortSignal,
): Promise<void> {
	const found = notAVideo(await beginningOf(source, LOOKED_AT_BYTES, signal));
	if (found === undefined) return;
	throw new Trouble(
		`The file ${quote(source.name)} ${found}`,
		`${ifText} To send it as it is, switch on ${sendAnyFileField.displayName} under Options. Nothing was sent.`,
	);
}
