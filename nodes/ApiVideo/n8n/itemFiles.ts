import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { quote } from '../api/quote';
import { isRecord } from '../upload';
import { whoDropped } from './whoDropped';

/** Where files live in an item's JSON in a workflow with the setting `binaryMode: 'combined'`. */
const IN_JSON = '_files';

/** How many names a message lists. */
const LISTED_NAMES = 10;

const BRING_A_FILE =
	'Put a step before this one that brings a file, such as Google Drive > Download File or Read/Write Files from Disk, and check that nothing between them drops it.';

/** A binary field of an item. */
export interface ItemFile {
	/** As one would enter it. */
	readonly name: string;
	/** What stands in it: a binary object, unless a Code node has put something else there. */
	readonly value: unknown;
}

/** @returns whether n8n would take it for a binary object */
export function isBinary(value: unknown): value is IBinaryData {
	return isRecord(value) && 'mimeType' in value && ('data' in value || 'id' in value);
}

/** The binary fields of one item, wherever the workflow keeps them. */
export class ItemFiles {
	readonly all: readonly ItemFile[];
	private readonly combined: boolean;
	/** By the path in the JSON. */
	private readonly byPath = new Map<string, ItemFile>();

	/** @param itemIndex counted from 0 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly itemIndex: number,
	) {
		const { binary = {} } = this.item;
		const all = Object.entries(binary).map(([name, value]): ItemFile => ({ name, value }));
		this.combined = context.getWorkflowSettings().binaryMode === 'combined';
		for (const [inJson, value] of this.combined ? this.inJson : []) {
			const path = `${IN_JSON}.${inJson}`;
			const file = { name: Object.hasOwn(binary, inJson) ? path : inJson, value };
			this.byPath.set(path, file);
			all.push(file);
		}
		this.all = all;
	}

	/** @returns the field of exactly that name, or at that path; undefined where there is none */
	get(name: string): ItemFile | undefined {
		return (
			this.all.find((file) => file.name === name) ?? this.byPath.get(name) ?? this.elsewhere(name)
		);
	}

	/**
	 * @param prefix with which the names begin for certain
	 * @returns the fields whose names satisfy a condition, in the natural order of their numbers
	 */
	matching(prefix: string, satisfies: (name: string) => boolean): ItemFile[] {
		const found = new Set(this.all.filter(({ name }) => satisfies(name)));
		if (prefix.startsWith(`${IN_JSON}.`)) {
			for (const [path, file] of this.byPath) if (satisfies(path)) found.add(file);
		}
		return [...found].sort((one, other) => naturally(one.name, other.name));
	}

	/** @returns sentences that list the fields by the names one would enter, or say that there is no file */
	tell(): string {
		const names = this.all.map(({ name }) => name);
		if (names.length > 0) {
			const listed = names.slice(0, LISTED_NAMES).map(quote);
			const more = names.length > LISTED_NAMES ? ` and ${names.length - LISTED_NAMES} more` : '';
			return `Its binary fields: ${listed.join(', ')}${more}. Enter one of them as Input Binary Field.`;
		}
		const [[unseen] = []] = this.inJson.filter(([, value]) => isBinary(value));
		if (unseen !== undefined) {
			const path = `$json.${IN_JSON}[${JSON.stringify(unseen)}]`;
			return `Its files are in the JSON, as a workflow with another setting for binary data has left them. Enter an expression as Input Binary Field, such as {{ ${path} }}.`;
		}
		return `The item carries no file at all. ${whoDropped(this.context, this.itemIndex) || BRING_A_FILE}`;
	}

	private get item() {
		return this.context.getInputData()[this.itemIndex] ?? { json: {} };
	}

	private get inJson(): Array<[string, unknown]> {
		const inJson: unknown = this.item.json?.[IN_JSON];
		return isRecord(inJson) ? Object.entries(inJson) : [];
	}

	/** What n8n itself finds at a path in the JSON, such as `body.film`. */
	private elsewhere(path: string): ItemFile | undefined {
		if (!this.combined) return undefined;
		try {
			return {
				name: path,
				value: this.context.helpers.assertBinaryData(this.itemIndex, path),
			};
		} catch {
			return undefined;
		}
	}
}

/** `data_2` comes before `data_10`. */
function naturally(one: string, other: string): number {
	return one.localeCompare(other, 'en', { numeric: true }) || (one < other ? -1 : 1);
}
