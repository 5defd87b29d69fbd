// Loads every node and credential class of an installed package in a process of its own, the way
// n8n does, and prints as JSON what it found and what the package's own files asked Node for.
const Module = require('node:module');
const path = require('node:path');

const directory = process.argv[2];
const { n8n } = require(path.join(directory, 'package.json'));
const required = new Set();
const load = Module._load;

Module._load = function (request, parent, isMain) {
	const ours = parent?.filename?.startsWith(directory + path.sep);
	if (ours && !request.startsWith('.')) required.add(request);
	return load.call(this, request, parent, isMain);
};

/** n8n finds the class by the file's name: `Thing.node.js` exports `Thing`. */
function instantiate(file) {
	const className = path.basename(file).split('.')[0];
	return new (require(path.join(directory, file))[className])();
}

const icons = ({ icon }) => (typeof icon === 'object' ? [icon.light, icon.dark] : [icon]);
const describe = (file, { description, ...credential }) => {
	const { name, icon } = description ?? credential;
	return { file, name, icons: icons({ icon }) };
};

const report = {
	nodes: n8n.nodes.map((file) => describe(file, instantiate(file))),
	credentials: n8n.credentials.map((file) => describe(file, instantiate(file))),
};
process.stdout.write(JSON.stringify({ ...report, required: [...required] }));
