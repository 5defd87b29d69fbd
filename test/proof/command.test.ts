import { join } from 'node:path';
import { projectFolder, run } from '../../scripts/lib/lab';

const program = join('scripts', 'main.mjs');

it('says which proofs there are, in words and not as a crash', async () => {
	const running = run(process.execPath, [program, join('scripts', 'proof', 'main.ts'), 'nothing'], {
		cwd: projectFolder,
	});

	const { output } = (await running.catch((error: unknown) => error)) as { output?: string };
	expect(output).toContain("There is no proof called 'nothing'.");
	expect(output).toMatch(/There is: versions, .*soak\./);
	expect(output).not.toMatch(/^\s+at /m);
});
