import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/lib/lab';

const README = readFileSync(join(projectFolder, 'README.md'), 'utf8');

/** A step begins with a number; its further lines are indented. */
const STEP = /^\d+\. .*(?:\n {3}.*)*/gm;

/** What the numbered steps of a section call the things on the screen: all that is bold, but for a step's own title. */
export class ReadmeSteps {
	private readonly unused: Set<string>;

	/** @param heading of the section, without its marks */
	constructor(heading: string) {
		const [, text = ''] = README.split(new RegExp(`^#+ ${heading}$`, 'm'));
		const [section] = text.split(/^#+ /m);
		const steps = [...section.matchAll(STEP)].join('\n');
		const bold = [...steps.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) =>
			words.replace(/\s+/g, ' '),
		);
		this.unused = new Set(bold.filter((words) => !words.endsWith('.')));
	}

	/** @returns the words, which the steps have to have */
	say(words: string): string {
		expect([...this.unused]).toContain(words);
		this.unused.delete(words);
		return words;
	}

	/** What the steps name and nobody has looked for. */
	get rest(): string[] {
		return [...this.unused];
	}
}
