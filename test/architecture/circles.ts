/** @returns paths that lead from a file or folder back to itself */
export function circles(targets: ReadonlyMap<string, readonly string[]>): string[] {
	const found: string[] = [];
	const done = new Set<string>();
	const walk = (file: string, path: string[]): void => {
		const start = path.indexOf(file);
		if (start >= 0) found.push([...path.slice(start), file].join(' -> '));
		if (start >= 0 || done.has(file)) return;
		for (const target of targets.get(file) ?? []) walk(target, [...path, file]);
		done.add(file);
	};
	for (const file of targets.keys()) walk(file, []);
	return found;
}
