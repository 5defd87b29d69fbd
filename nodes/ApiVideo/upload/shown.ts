import { notCovered } from './plan';
import type { ByteRange } from './range';
import type { Received, UploadRequest } from './transport';

/** @returns what a status does not show of a request's bytes: ranges, or the number of its part */
export function notShown(
	{ range, part, body }: UploadRequest,
	{ ranges, parts = [] }: Received,
): Array<ByteRange | number> {
	if (part) return parts.includes(part.number) ? [] : [part.number];
	return notCovered(ranges, [range ?? { from: 0, to: body.size - 1 }]);
}
