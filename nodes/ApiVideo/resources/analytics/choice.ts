import type { INodePropertyOptions } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { OperationContext } from '../operation';

/**
 * Reads a choice. An expression can give anything, and the value becomes a part of the address.
 *
 * @param label as the editor shows it
 * @throws Trouble when it is none of the options
 */
export function readChoice(
	{ n8n, itemIndex }: OperationContext,
	label: string,
	name: string,
	options: readonly INodePropertyOptions[],
): string {
	const value = String(n8n.getNodeParameter(name, itemIndex, '') ?? '');
	if (!options.some((option) => option.value === value)) {
		throw new Trouble(
			value === ''
				? `${label} is empty`
				: `${label} has a value that does not exist here: '${value}'`,
			`Choose one of these: ${options.map((option) => String(option.value)).join(', ')}.`,
		);
	}
	return value;
}
