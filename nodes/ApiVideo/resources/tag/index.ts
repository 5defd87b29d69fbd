import type { Resource } from '../operation';
import { getMany } from './getMany';

/** A new operation is one new file and one line here. */
export const tag: Resource = {
	value: 'tag',
	name: 'Tag',
	operations: [getMany],
	defaultOperation: getMany.value,
};
