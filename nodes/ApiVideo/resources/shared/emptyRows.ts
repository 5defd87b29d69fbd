import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../upload';
import { readRows } from '../../values/rows';
import type { OperationContext } from '../operation';

/**
 * Says below the output that a field with rows was left out, as it had none. n8n makes the same of one expression
 * that stands for all rows (2.41), so nobody can tell whether some were meant: to stop would be too much, to
 * say nothing too little.
 *
 * @param fields of the collection that the field stands in
 * @param rows the field
 * @param json the one beside it, which takes such an expression
 */
export function tellEmptyRows(
	{ execution }: Pick<OperationContext, 'execution'>,
	fields: IDataObject,
	rows: INodeProperties,
	json: INodeProperties,
): void {
	const value = fields[rows.name];
	if (!isRecord(value) || readRows(value, rows) !== undefined) return;
	execution.note(
		`${rows.displayName} had no rows and was left out. If an expression was to give all of them: n8n does not hand it over there, put it into ${json.displayName}.`,
	);
}
