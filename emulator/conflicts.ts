import { Problem } from './problem';

/** Source: the 409 of `POST /summaries`, of `PATCH /summaries/{summaryId}/source` and of `PATCH /videos/{videoId}`. */
export function summaryExists(name?: string): Problem {
	return new Problem('summary-already-exists', {
		detail: 'You can delete the existing summary and generate a new one.',
		...(name && { name }),
	});
}
