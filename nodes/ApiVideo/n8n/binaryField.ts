import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { quote } from '../api/quote';
import { Trouble } from '../api/trouble';
import { isRecord } from '../upload';

/** What a Code node may have made of a binary object: nothing in it can be relied on. */
export type FoundBinary = Readonly<Record<string, unknown>>;

const LABEL = 'Input Binary Field';

/** How many names a message lists. */
const LISTED_NAMES = 10;

const BRING_A_FILE =
	'The item carries no file at all. Put a step before this one that brings a file, such as Google Drive > Download File or Read/Write Files from Disk, and check that nothing between them drops it.';

/**
 * Finds the binary object that Input Binary Field stands for.
 *
 * @param itemIndex counted from 0
 * @param field the raw value: a field's name, a path (where n8n keeps files in the items' JSON), or a
 *   binary object
 * @throws Trouble when there is none
 */
export function findBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
): FoundBinary {
	const wanted = readField(context, itemIndex, field);
	const found = lookUp(context, itemIndex, wanted);
	if (isRecord(found)) return found;
	throw new Trouble(
		`The binary field ${quote(wanted)} holds no file`,
		`${whatIsThere(context, itemIndex)} A Code node may have emptied the field.`,
	);
}

function readField(
	context: IExecuteFunctions,
	itemIndex: number,
	field: unknown,
): string | IBinaryData {
	if (field === undefined || field === null || (typeof field === 'string' && !field.trim())) {
		throw new Trouble(`${LABEL} is empty`, whatIsThere(context, itemIndex));
	}
	if (typeof field === 'string') return field;
	if (typeof field === 'number') return String(field);
	if (isBinary(field)) return field;
	throw new Trouble(
		typeof field === 'object'
			? `${LABEL} holds ${Array.isArray(field) ? 'a list' : 'an object'} that is no file`
			: `${LABEL} is not the name of a field: ${quote(field)}`,
		`Enter the name of a binary field, or an expression that gives one binary object, such as {{ $('Name of a step').item.binary.data }}. ${whatIsThere(context, itemIndex)}`,
	);
}

/** As n8n tells a binary object from others. */
function isBinary(field: unknown): field is IBinaryData {
	return isRecord(field) && 'mimeType' in field && ('data' in field || 'id' in field);
}

function lookUp(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string | IBinaryData,
): unknown {
	try {
		const found: unknown = context.helpers.assertBinaryData(itemIndex, field);
		if (!isInherited(context, itemIndex, field)) return found;
	} catch {
		// Told below, in words of our own.
	}
	throw new Trouble(
		`The item has no binary field named ${quote(field)}`,
		whatIsThere(context, itemIndex),
	);
}

/** n8n indexes an object plainly, so it finds `constructor` and the like, which every object has. */
function isInherited(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string | IBinaryData,
): boolean {
	const binary = context.getInputData()[itemIndex]?.binary;
	return typeof field === 'string' && !!binary && field in binary && !Object.hasOwn(binary, field);
}

function whatIsThere(context: IExecuteFunctions, itemIndex: number): string {
	const names = presentFields(context, itemIndex);
	if (names.length === 0) return BRING_A_FILE;
	const listed = names.slice(0, LISTED_NAMES).map(quote);
	const more = names.length > LISTED_NAMES ? ` and ${names.length - LISTED_NAMES} more` : '';
	return `Its binary fields: ${listed.join(', ')}${more}. Enter one of them as ${LABEL}.`;
}

function presentFields(context: IExecuteFunctions, itemIndex: number): string[] {
	const item = context.getInputData()[itemIndex];
	// Where the workflow's setting for binary data is "combined", files live in the JSON, under this name.
	const inJson = item?.json?._files;
	const paths = isRecord(inJson) ? Object.keys(inJson).map((name) => `_files.${name}`) : [];
	return [...Object.keys(item?.binary ?? {}), ...paths];
}
