import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { quote } from '../api/quote';
import { Trouble } from '../api/trouble';
import { isRecord } from '../upload';
import { listInJson } from '../values/list';
import { isBlank } from '../values/text';
import { isBinary, ItemFiles, type ItemFile } from './itemFiles';

/** What a Code node may have made of a binary object: nothing in it can be relied on. */
export type FoundBinary = Readonly<Record<string, unknown>>;

/** A file that Input Binary Field stands for. */
export interface InputFile {
	/** The name of its field; its place in the list, counted from 1, where an expression gives the file itself. */
	readonly field: string;
	readonly binary: FoundBinary;
}

/** What Input Binary Field stands for. */
export interface InputFiles {
	/** At least one, in the order in which they are named. */
	readonly files: readonly InputFile[];
	/** Whether it names files by a list or a wildcard, however many there are. */
	readonly byList: boolean;
}

const LABEL = 'Input Binary Field';

/** Stands for any characters in a name. */
const WILDCARD = '*';

/**
 * Finds the files that Input Binary Field stands for.
 *
 * @param itemIndex counted from 0
 * @param value the raw value: the name of a field, or a path where n8n keeps files in the JSON; several of
 *   them with commas, as a list, or with a wildcard, as in `data_*`; or binary objects. A field of exactly
 *   that name comes first.
 * @throws Trouble when one of them is not there, or the value is something else
 */
export function findFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
): InputFiles {
	const item = new ItemFiles(context, itemIndex);
	if (isBlank(value)) throw new Trouble(`${LABEL} is empty`, item.tell());
	if (isBinary(value)) return { files: [given(value, 0).file], byList: false };
	const list = listIn(value);
	const exact = Array.isArray(value) ? undefined : item.get(nameIn(value, item));
	if (exact) return { files: [named(exact, item).file], byList: false };
	const entries = list ?? namesIn(value, item);
	if (entries.length === 0) throw new Trouble(`${LABEL} is empty`, item.tell());
	const found = entries.flatMap((entry, index) => filesOf(entry, index, item));
	const byList = list !== undefined || entries.length > 1 || found.some((one) => one.byWildcard);
	return { files: withoutDoubles(found).map(({ file }) => file), byList };
}

/**
 * Finds the file of a step that takes one.
 *
 * @throws Trouble when Input Binary Field names none, or several
 */
export function findFile(context: IExecuteFunctions, itemIndex: number, value: unknown): InputFile {
	const { files } = findFiles(context, itemIndex, value);
	if (files.length === 1) return files[0];
	throw new Trouble(
		`${LABEL} names ${files.length} files, and this step takes one`,
		new ItemFiles(context, itemIndex).tell(),
	);
}

function listIn(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value as unknown[];
	return typeof value === 'string' ? listInJson(value) : undefined;
}

function namesIn(value: unknown, item: ItemFiles): string[] {
	const names = nameIn(value, item).split(',');
	return names.map((name) => name.trim()).filter((name) => name !== '');
}

function nameIn(value: unknown, item: ItemFiles): string {
	if (typeof value === 'string' || typeof value === 'number') return String(value);
	throw new Trouble(
		typeof value === 'object'
			? `${LABEL} holds an object that is no file`
			: `${LABEL} is not the name of a field: ${quote(value)}`,
		`Enter the name of a binary field, several names with commas between them, or an expression that gives a binary object, such as {{ $('Name of a step').item.binary.data }}. ${item.tell()}`,
	);
}

interface Found {
	readonly file: InputFile;
	/** The same for a file that is named twice. */
	readonly identity: unknown;
	readonly byWildcard?: boolean;
}

function filesOf(entry: unknown, index: number, item: ItemFiles): Found[] {
	if (isBinary(entry)) return [given(entry, index)];
	if (isBlank(entry)) {
		throw new Trouble(`${LABEL} is a list with an empty entry, number ${index + 1}`, item.tell());
	}
	if (typeof entry !== 'string' && typeof entry !== 'number') {
		throw new Trouble(
			`${LABEL} is a list with an entry that is neither a name nor a file, number ${index + 1}`,
			`Let the expression give the names of binary fields, or binary objects. ${item.tell()}`,
		);
	}
	const name = String(entry);
	const exact = item.get(name);
	if (exact) return [named(exact, item)];
	if (!name.includes(WILDCARD)) {
		throw new Trouble(`The item has no binary field named ${quote(name)}`, item.tell());
	}
	const parts = name.split(WILDCARD);
	const matching = item.matching(parts[0], (one) => matches(one, parts));
	if (matching.length === 0) {
		throw new Trouble(`The item has no binary field that fits ${quote(name)}`, item.tell());
	}
	return matching.map((file) => ({ ...named(file, item), byWildcard: true }));
}

/** @param parts what stands between the wildcards; at least two */
function matches(name: string, parts: readonly string[]): boolean {
	const last = parts.length - 1;
	if (!name.startsWith(parts[0])) return false;
	let at = parts[0].length;
	for (const part of parts.slice(1, last)) {
		const found = name.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return name.length - parts[last].length >= at && name.endsWith(parts[last]);
}

function named({ name, value }: ItemFile, item: ItemFiles): Found {
	if (isRecord(value)) return { file: { field: name, binary: value }, identity: name };
	throw new Trouble(
		`The binary field ${quote(name)} holds no file`,
		`${item.tell()} A Code node may have emptied the field.`,
	);
}

/** @param index of the file in the list that an expression gives, counted from 0 */
function given({ ...binary }: IBinaryData, index: number): Found {
	return { file: { field: String(index + 1), binary }, identity: binary.id ?? binary.data };
}

/** Files of the same content may be meant to become several videos where they go by different names. */
function withoutDoubles(found: readonly Found[]): Found[] {
	const isSame = (one: Found, other: Found) =>
		one.identity === other.identity && one.file.binary.fileName === other.file.binary.fileName;
	return found.filter((file, index) => found.findIndex((other) => isSame(other, file)) === index);
}
