import { ensureBuild } from '../lib/lab';
import { npm } from './commands';

/** What `npm pack --json` says of a package. */
interface Packed {
	readonly filename: string;
	readonly integrity: string;
	readonly size: number;
	readonly files: ReadonlyArray<{ readonly path: string; readonly size: number }>;
}

/** Builds the node, unless it is up to date, and says what `npm publish` would send, without keeping it. */
export async function contents(): Promise<string[]> {
	await ensureBuild();
	const [packed] = JSON.parse(await npm('pack', '--dry-run', '--json')) as Packed[];
	const besides = packed.files.filter(({ path }) => !path.startsWith('dist/'));
	return [
		`${packed.filename}, ${packed.size.toLocaleString('en')} bytes`,
		`${besides.map(({ path }) => path).join(', ')}, and ${packed.files.length - besides.length} files in dist/`,
		packed.integrity,
	];
}
