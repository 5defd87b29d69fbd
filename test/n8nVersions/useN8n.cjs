// For `node --require`: whoever asks for a package of n8n gets that of the folder N8N_CORE_FOLDER, wherever the
// file that asks stands. So the compiled node, its tests and n8n-core share one n8n-workflow, as in an n8n.
const Module = require('node:module');

const PACKAGES = /^(n8n-core|n8n-workflow)(\/|$)/;
const beside = { paths: [process.env.N8N_CORE_FOLDER] };
const resolve = Module._resolveFilename;

Module._resolveFilename = function (request, parent, isMain, options) {
	const where = PACKAGES.test(request) ? beside : options;
	return resolve.call(this, request, parent, isMain, where);
};
