import type { IDataObject } from 'n8n-workflow';

const KEPT = ['playerId', 'name', 'createdAt', 'updatedAt', 'assets'] as const;

/** @returns of a player theme what tells it from others, without its colors and flags */
export function simplifyTheme(theme: IDataObject): IDataObject {
	return Object.fromEntries(
		KEPT.filter((name) => theme[name] !== undefined).map((name) => [name, theme[name]]),
	);
}
