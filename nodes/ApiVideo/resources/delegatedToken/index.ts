import type { Resource } from '../operation';
import { create } from './create';
import { deleteToken } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { rotate } from './rotate';
import { searchDelegatedTokens } from './delegatedTokenLocator';

/** A new operation is one new file and one line here. */
export const delegatedToken: Resource = {
	value: 'delegatedToken',
	name: 'Delegated Token',
	operations: [create, deleteToken, get, getMany, rotate],
	defaultOperation: create.value,
	listSearch: { searchUploadTokens: searchDelegatedTokens },
};
