import { types } from 'node:util';

/**
 * Jest runs test code in a realm of its own, where an error made by Node itself (a refused
 * connection, a missing file) is no `instanceof Error`. In n8n it is one, and both n8n's code and
 * ours ask. This restores n8n's answer; subclasses keep theirs.
 */
const ordinary = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
	configurable: true,
	value(this: unknown, candidate: unknown): boolean {
		if (ordinary.call(this as typeof Error, candidate)) return true;
		return this === Error && types.isNativeError(candidate);
	},
});
