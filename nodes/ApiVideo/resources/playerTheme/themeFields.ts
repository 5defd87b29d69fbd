import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { readSwitch } from '../../values/switch';
import { readFilled } from '../../values/text';
import { readColor } from './color';

/** The name of a player theme. */
export const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. My theme',
	description: 'The name by which the theme is found again',
};

/** The defaults are those of the API: source `player-theme-creation-payload`. */
const colors: readonly INodeProperties[] = [
	{
		displayName: 'Background Bottom Color',
		name: 'backgroundBottom',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#000000b3',
		description: 'The lower half of the background',
	},
	{
		displayName: 'Background Text Color',
		name: 'backgroundText',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#ffffffff',
		description: 'The text of the title',
	},
	{
		displayName: 'Background Top Color',
		name: 'backgroundTop',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#000000b3',
		description: 'The upper half of the background',
	},
	{
		displayName: 'Link Active Color',
		name: 'linkActive',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#ffffffff',
		description: 'The play button while the mouse is over it',
	},
	{
		displayName: 'Link Color',
		name: 'link',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#ffffffff',
		description: 'All controls',
	},
	{
		displayName: 'Link Hover Color',
		name: 'linkHover',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#ffffffff',
		description: 'A control while the mouse is over it',
	},
	{
		displayName: 'Text Color',
		name: 'text',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#ffffffff',
		description: 'The text of the timer',
	},
	{
		displayName: 'Track Background Color',
		name: 'trackBackground',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#ffffff33',
		description: 'The background of the playback bar',
	},
	{
		displayName: 'Track Played Color',
		name: 'trackPlayed',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#5883fff2',
		description: 'What the playback bar shows as played',
	},
	{
		displayName: 'Track Unplayed Color',
		name: 'trackUnplayed',
		type: 'color',
		typeOptions: { showAlpha: true },
		default: '#ffffff59',
		description: 'What the playback bar shows as loaded and not played yet',
	},
];

const flags: readonly INodeProperties[] = [
	{
		displayName: 'Enable API',
		name: 'enableApi',
		type: 'boolean',
		default: true,
		description: 'Whether a web page may steer the player through the player SDK',
	},
	{
		displayName: 'Enable Controls',
		name: 'enableControls',
		type: 'boolean',
		default: true,
		description: 'Whether the player shows its controls',
	},
	{
		displayName: 'Force Autoplay',
		name: 'forceAutoplay',
		type: 'boolean',
		default: false,
		description: 'Whether the video starts by itself',
	},
	{
		displayName: 'Force Loop',
		name: 'forceLoop',
		type: 'boolean',
		default: false,
		description: 'Whether the video starts over at its end',
	},
	{
		displayName: 'Hide Title',
		name: 'hideTitle',
		type: 'boolean',
		default: false,
		description: 'Whether the player leaves out the title of the video',
	},
];

/** Everything that can be said about a player theme, but for its name. */
export const themeFields: readonly INodeProperties[] = [...colors, ...flags].sort((a, b) =>
	a.displayName.localeCompare(b.displayName),
);

/**
 * @returns the attributes that a collection of {@link themeFields} holds, colours in the form of the API;
 *   an expression that found nothing leaves its field out
 * @throws Trouble when a colour or a switch is none
 */
export function readThemeFields(fields: IDataObject): IDataObject {
	const attributes: IDataObject = {};
	for (const { name, displayName } of colors) {
		const color = readColor(fields[name], displayName);
		if (color !== undefined) attributes[name] = color;
	}
	for (const { name, displayName } of flags) {
		const flag = readSwitch(fields[name], displayName);
		if (flag !== undefined) attributes[name] = flag;
	}
	return attributes;
}

/** Source: attribute `name` of `POST /players`. */
const NAME_MAX_CHARACTERS = 100;

/**
 * @returns the name without blanks around it
 * @throws Trouble when it is empty, too long, or no text
 */
export function readName(value: unknown): string {
	const advice = 'Enter a Name: it is what the theme is found by.';
	const name = readFilled(value, nameField.displayName, advice);
	if (name.length > NAME_MAX_CHARACTERS) {
		throw new Trouble(
			`Name is too long: it has ${name.length} characters`,
			`Enter a name of up to ${NAME_MAX_CHARACTERS} characters.`,
		);
	}
	return name;
}
