/**
 * `npm run release`: makes the commit and the tag of a version. CHANGELOG.md decides which one, and pushing the tag is
 * what publishes it: .github/workflows/publish.yml.
 *
 *   npm run release -- --dry-run         says what would happen and what the package would hold; changes nothing
 *   npm run release                      sets the version in every file that names it, commits and tags; pushes nothing
 *   npm run release -- --check v1.2.3    asks whether that tag may be published from this checkout
 *   npm run release -- --notes           prints what CHANGELOG.md says of the version
 *
 * Ends with 0 where nothing stands against it, and with 1 otherwise.
 */
import { runRelease } from './run';

runRelease(process.argv.slice(2)).then(
	(good) => (process.exitCode = good ? 0 : 1),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	},
);
