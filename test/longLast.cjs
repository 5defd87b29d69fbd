const { default: Sequencer } = require('@jest/test-sequencer');

const isLong = ({ path }) => path.endsWith('.long.test.ts');

/** Files named `*.long.test.ts` run last, so that a quick test that fails is seen early. */
module.exports = class LongLast extends Sequencer {
	sort(tests) {
		const sorted = super.sort(tests);
		return [...sorted.filter((test) => !isLong(test)), ...sorted.filter(isLong)];
	}
};
