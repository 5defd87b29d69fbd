import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import type { Execution } from '../../n8n/execution';
import { parametersOfItem } from '../../n8n/parameters';
import { thisRun } from '../../n8n/thisStep';
import type { OperationContext } from '../operation';
import { readMadeByThisStep } from './madeByThisStep';
import type { MadeTokens } from './madeTokens';
import { readChosen } from './tokensToDelete';

const ADVICE =
	'A new token takes the place of the one that was made before with the same Rotation Name. Enter an expression as Rotation Name that differs from item to item and stays the same from run to run, such as {{ $json.customer }}';

/** How many items of an execution have a Rotation Name, by the name. */
const counts = new WeakMap<Execution, ReadonlyMap<string, number>>();

/**
 * Looks whether a token of this execution would be replaced by another one of it: by that of another item,
 * or in another round of a loop. Another try of "Retry On Fail" is none: what the first has made never came out.
 *
 * @throws Trouble when it would
 */
export function checkOneTokenEach(context: OperationContext, name: string, made: MadeTokens): void {
	const items = countsOf(context).get(name) ?? 1;
	if (items > 1) {
		throw new Trouble(
			name === ''
				? `Rotation Name is empty for ${items} items, and must be another one for each`
				: `Rotation Name is ${quote(name)} for ${items} items, and must be another one for each`,
			`${ADVICE}, or hand over one item only. For these items no token was made, and none was deleted.`,
		);
	}
	const { execution, run } = thisRun(context.n8n, context.itemIndex);
	if (made.named(name).every((token) => token.execution !== execution || token.run === run)) return;
	throw new Trouble(
		`This step has made a token in this execution before, and Rotation Name is ${name === '' ? 'empty' : `${quote(name)} again`}`,
		`${ADVICE}, or place the step in front of the loop. This time no token was made, and none was deleted.`,
	);
}

function countsOf({ n8n, execution }: OperationContext): ReadonlyMap<string, number> {
	const known = counts.get(execution);
	if (known) return known;
	const counted = new Map<string, number>();
	n8n.getInputData().forEach((_item, itemIndex) => {
		const name = nameOf(parametersOfItem(n8n, itemIndex));
		if (name !== undefined) counted.set(name, (counted.get(name) ?? 0) + 1);
	});
	counts.set(execution, counted);
	return counted;
}

/** An item that cannot be read has no name here: its own check says what is wrong with it. */
function nameOf(parameters: OperationContext['parameters']): string | undefined {
	try {
		const isMade = readChosen(parameters) === 'madeByThisStep';
		return isMade ? readMadeByThisStep(parameters).name : undefined;
	} catch {
		return undefined;
	}
}
