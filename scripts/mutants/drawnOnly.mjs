import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';

// A plugin of Stryker. Its option `mutate` takes every mutant inside a range: of a function that was drawn also all that is in
// it. This leaves out what lies inside a drawn range and was not drawn itself.

/** @typedef {{ line: number, column: number }} Position */
/** @typedef {{ start: Position, end: Position }} Range */

const RANGE = /^(.+):(\d+):(\d+)-(\d+):(\d+)$/;

class DrawnOnly {
	static inject = tokens(commonTokens.options);

	/** @type {Map<string, Range[]>} */
	#drawn = new Map();

	/** @param {{ mutate: string[] }} options */
	constructor({ mutate }) {
		for (const pattern of mutate) {
			const [, file, ...numbers] = RANGE.exec(pattern) ?? [];
			if (file === undefined) continue;
			const [line, column, endLine, endColumn] = numbers.map(Number);
			const range = { start: { line, column }, end: { line: endLine, column: endColumn } };
			this.#drawn.set(file, [...(this.#drawn.get(file) ?? []), range]);
		}
	}

	/**
	 * @param {{ node: { loc: Range }, hub: { file: { opts: { filename: string } } } }} path
	 * @returns {string | undefined}
	 */
	shouldIgnore({ node: { loc }, hub }) {
		const name = hub.file.opts.filename.replaceAll('\\', '/');
		for (const [file, ranges] of this.#drawn) {
			if (!name.endsWith(file)) continue;
			return ranges.some((range) => contains(loc, range)) ? undefined : 'not drawn';
		}
		return undefined;
	}
}

/**
 * @param {Range} outer
 * @param {Range} inner
 */
function contains(outer, inner) {
	return !before(inner.start, outer.start) && !before(outer.end, inner.end);
}

/**
 * @param {Position} a
 * @param {Position} b
 */
function before(a, b) {
	return a.line < b.line || (a.line === b.line && a.column < b.column);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Ignore, 'drawn-only', DrawnOnly)];
