import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { Parameters } from '../../n8n/parameters';
import { isBlank } from '../../values/text';
import { readDuration, unitField, type DurationFields } from './duration';

/** What the form says besides the fields, as nobody reads it elsewhere before the first night has passed. */
const publishNotice: INodeProperties = {
	displayName:
		'Publish the workflow: n8n keeps what a step remembers for published workflows only, so a test run in the editor deletes nothing. Let Time to Live be longer than the time between two runs plus Keep the Old One For.',
	name: 'publishNotice',
	type: 'notice',
	default: '',
};

const keepOldForField: INodeProperties = {
	displayName: 'Keep the Old One For',
	name: 'keepOldFor',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 1,
	description:
		'How long the old token can be used after a new one has taken its place, in the unit below, so that everybody can change over. The first run after that time deletes it; with 0 the same run does.',
};

const keepOldFor: DurationFields = {
	amount: keepOldForField,
	unit: unitField(keepOldForField, ['minutes', 'hours', 'days'], 'days'),
};

const rotationNameField: INodeProperties = {
	displayName: 'Rotation Name',
	name: 'rotationName',
	type: 'string',
	default: '',
	placeholder: 'e.g. customer-17',
	description:
		'For several items, a loop, or a sub-workflow that runs once for each of them, where each has a token of its own: a name that differs from item to item and stays the same from run to run. A new token takes the place of those of the same name only.',
};

/** The parameters of a rotation that goes by what the step has made. */
export const madeByThisStepProperties: readonly INodeProperties[] = [
	publishNotice,
	keepOldFor.amount,
	keepOldFor.unit,
	rotationNameField,
];

/** Which tokens of the step are to be deleted. */
export interface MadeByThisStep {
	/** Empty where the step makes one token only. */
	readonly name: string;
	/** How long a token is kept after another one took its place, in milliseconds. */
	readonly keepMs: number;
}

/** @throws Trouble when a parameter is wrong */
export function readMadeByThisStep(parameters: Parameters): MadeByThisStep {
	const name = readName(parameters);
	return { name, keepMs: readDuration(parameters, keepOldFor, { zero: true }) };
}

/**
 * An empty text is a field that nobody has filled in. null and blanks come from an expression that should have
 * given a name.
 */
function readName(parameters: Parameters): string {
	const name = parameters.text(rotationNameField);
	if (name === '') return '';
	if (name !== undefined && !isBlank(name)) return name.trim();
	throw new Trouble(
		'Rotation Name is empty',
		'Let the expression give a name that stays the same from run to run, such as {{ $json.customer }}. Clear the field when the step makes one token only. No token was made and none was deleted.',
	);
}
