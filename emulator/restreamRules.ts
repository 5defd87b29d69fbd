import { Problem } from './problem';
import type { Restream } from './liveStream';

const FIELDS = ['name', 'serverUrl', 'streamKey'] as const;

/** Checks `restreams` by the examples of the OpenAPI file. Throws invalid-attribute. */
export function checkRestreams(value: unknown): Restream[] {
	if (!Array.isArray(value)) throw invalid('restreams', 'This value should be of type array.');
	if (value.length > 5) {
		throw invalid('restreams', 'This collection should contain 5 elements or less.');
	}
	value.forEach((entry, index) => checkRestream(Object(entry) as Record<string, unknown>, index));
	return value as Restream[];
}

function checkRestream(entry: Record<string, unknown>, index: number): void {
	for (const field of FIELDS) {
		const name = `restreams[${index}][${field}]`;
		if (entry[field] === null || entry[field] === undefined) {
			throw invalid(name, 'This value should not be null.');
		}
		if (typeof entry[field] !== 'string') {
			throw invalid(name, 'This value should be of type string.');
		}
		if (entry[field] === '') throw invalid(name, 'This value should not be blank.');
	}
	const unknown = Object.keys(entry).find((key) => !FIELDS.includes(key as keyof Restream));
	if (unknown) throw invalid(`restreams[${index}][${unknown}]`, 'This field was not expected.');
	const name = `restreams[${index}][serverUrl]`;
	const url = String(entry.serverUrl);
	if (!/^rtmps?:\/\/[^/]+/.test(url)) {
		const detail = 'RTMP URL should have the following format: [rtmp|rtmps]://[host]/[app name].';
		throw invalid(name, detail);
	}
	if (!/^rtmps?:\/\/[^/]+\/[^/]/.test(url)) {
		throw invalid(name, 'Missing app name: [rtmp|rtmps]://[host]/[app name].');
	}
}

function invalid(name: string, detail: string): Problem {
	return new Problem('invalid-attribute', { name, detail });
}
