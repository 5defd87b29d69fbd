import type { INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../operation';

/** The field of the item that holds the file. */
export const inputBinaryField: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the input binary field containing the file to be uploaded',
};

/** @returns the raw value: names of fields, a path, a binary object, or whatever an expression has given */
export function readInputBinaryField({ parameters }: OperationContext): unknown {
	return parameters.raw(inputBinaryField);
}
