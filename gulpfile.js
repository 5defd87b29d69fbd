const { dest, parallel, src } = require('gulp');

// tsc compiles; what it does not know (icons, codex files) is copied here. `encoding: false`
// because gulp 5 otherwise decodes files as UTF-8, which corrupts binary images.
const copyIcons = () => src('icons/**/*.{svg,png}', { encoding: false }).pipe(dest('dist/icons'));
const copyCodex = () => src('nodes/**/*.node.json', { encoding: false }).pipe(dest('dist/nodes'));

exports.build = parallel(copyIcons, copyCodex);
