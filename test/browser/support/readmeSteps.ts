import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/lib/lab';

/** A step begins with a number; its further lines are indented. */
const STEP = /^\d+\. .*(?:\n {3}.*)*/gm;

/** What the numbered steps of a section call the things on the screen: all that is bold, but for a step's own title. */
export class ReadmeSteps {
	private readonly unused: Set<string>;

	private readonly text: string;

	/**
	 * @param heading of the section, without its marks
	 * @param document relative to the project's root
	 */
	constructor(heading: string, document = 'README.md') {
		const whole = readFileSync(join(projectFolder, document), 'utf8');
		const [section] = (whole.split(`# ${heading}\n`)[1] ?? '').split(/^#+ /m);
		this.text = [...section.matchAll(STEP)].join('\n');
		const bold = [...this.text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) =>
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

	/** @returns what is to be entered, which the steps have to show as code */
	code(words: string): string {
		expect(this.text).toContain(`\`${words}\``);
		return words;
	}

	/** @returns what the page then shows, which the steps have to have in italics */
	shown(words: string): string {
		expect(this.text.replace(/\s+/g, ' ')).toContain(`_${words}_`);
		return words;
	}

	/** What the steps name and nobody has looked for. */
	get rest(): string[] {
		return [...this.unused];
	}
}
