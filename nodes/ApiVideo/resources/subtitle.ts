import type { Resource } from './operation';

/**
 * Left alone, n8n's editor shows stored values, or the names in the first Operation list it finds. So an
 * expression carries the names of all operations with it.
 *
 * @returns the expression for the line below a step on the canvas, such as "Create: Delegated Token"
 */
export function subtitleOf(resources: readonly Resource[]): string {
	const names = resources.flatMap((resource) =>
		resource.operations.map((operation) => [
			`${resource.value}:${operation.value}`,
			`${operation.name}: ${resource.name}`,
		]),
	);
	// One flat object: two braces in a row would end the expression.
	const lookup = JSON.stringify(Object.fromEntries(names));
	return `={{ (${lookup})[$parameter["resource"] + ":" + $parameter["operation"]] ?? "" }}`;
}
