/** How long a file name may be, in characters: as long as on most disks. */
const NAME_CHARACTERS = 255;

/** @returns the name, at most 255 characters long. Keeps the extension, by which api.video goes. */
export function shortenName(name: string): string {
	// A character may have two units. An endless name is not taken apart as a whole.
	const characters = [...name.slice(0, 2 * NAME_CHARACTERS + 1)];
	if (characters.length <= NAME_CHARACTERS) return name;
	const extension = /\.\w{1,10}$/.exec(name.slice(-11))?.[0] ?? '';
	return characters.slice(0, NAME_CHARACTERS - extension.length).join('') + extension;
}
