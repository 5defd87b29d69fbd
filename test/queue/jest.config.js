const { projects } = require('../../jest.config.js');

const [, oneAtATime] = projects;

/** `npm run test:queue`. @type {import('jest').Config} */
module.exports = {
	...oneAtATime,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/queue/**/*.test.ts'],
	testPathIgnorePatterns: [],
};
