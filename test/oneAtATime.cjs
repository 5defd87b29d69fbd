const { default: Runner } = require('jest-runner');

/** Runs its files one after the other, however many workers jest may have. */
module.exports = class OneAtATime extends Runner {
	isSerial = true;
};
