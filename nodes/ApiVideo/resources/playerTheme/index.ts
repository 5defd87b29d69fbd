import type { Resource } from '../operation';
import { create } from './create';
import { deletePlayerTheme } from './delete';
import { deleteLogo } from './deleteLogo';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';
import { uploadLogo } from './uploadLogo';
import { searchPlayerThemes, searchPlayerThemesOrNone } from './playerThemeLocator';

/** A new operation is one new file and one line here. */
export const playerTheme: Resource = {
	value: 'playerTheme',
	name: 'Player Theme',
	operations: [create, deletePlayerTheme, deleteLogo, get, getMany, update, uploadLogo],
	defaultOperation: create.value,
	listSearch: { searchPlayerThemes, searchPlayerThemesOrNone },
};
