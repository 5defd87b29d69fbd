import { Problem, typeOf, type ProblemExtras } from './problem';

/** Only `extensions` are taken. Source: the 400 of `POST /watermarks`, `.../thumbnail` and `.../logo`. */
export function extensionInvalid(extensions: readonly string[]): Problem {
	const all = extensions.flatMap((one) => [one, one.toUpperCase()]).join(', ');
	const title = `Only [${all}] extensions are supported.`;
	return problem('uploaded-file-extension-invalid', 400, { title, name: 'file' });
}

/** Source: the 409 of `POST /summaries` and of `PATCH /summaries/{summaryId}/source`. */
export function summaryExists(name?: string): Problem {
	return problem('summary-already-exists', 409, {
		title: 'A summary already exists or is being created on this video.',
		detail: 'You can delete the existing summary and generate a new one.',
		...(name && { name }),
	});
}

function problem(slug: string, status: number, extras: ProblemExtras): Problem {
	const result = new Problem('invalid-attribute', extras);
	Object.assign(result.body, { type: typeOf(slug), status });
	return result;
}
