import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/** An item as a test writes it down; everything is optional. */
export interface InputItem {
	json?: IDataObject;
	/** A file that the step before has brought; it becomes the binary field `field`. */
	file?: string;
	/** Name the step before has given the file, and its type; otherwise taken from the path. */
	fileName?: string;
	mimeType?: string;
	/** Name of the binary field, `data` unless given. */
	field?: string;
	/** Binary data taken over as it stands, to pose cases that n8n would not produce. */
	binary?: IBinaryKeyData;
}

/** A node type with nothing in its description but what n8n insists on. */
export function bareDescription(name: string): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: name,
		defaults: { name },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};
}

/** The step before the node under test: puts files into n8n's binary data, as a download would. */
export function sourceNode(items: readonly InputItem[]): INodeType {
	return {
		description: bareDescription('source'),
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const output: INodeExecutionData[] = [];
			for (const item of items) {
				output.push({
					json: item.json ?? {},
					binary: await binaryOf(this, item),
					pairedItem: { item: 0 },
				});
			}
			return [output];
		},
	};
}

async function binaryOf(
	context: IExecuteFunctions,
	{ file, fileName, mimeType, field = 'data', binary }: InputItem,
): Promise<IBinaryKeyData | undefined> {
	if (file === undefined) return binary;
	const stored = await context.helpers.prepareBinaryData(
		createReadStream(file),
		basename(file),
		mimeType ?? 'video/mp4',
	);
	return { ...binary, [field]: fileName === undefined ? stored : { ...stored, fileName } };
}
