import type { Locator, Page, Request } from 'playwright-core';

/** n8n's editor, used by mouse and by the words on the screen, as a document tells a newcomer to. */
export class ByWords {
	/** The form of the step that is open. */
	readonly form: Locator;

	constructor(readonly page: Page) {
		this.form = page.getByTestId('ndv');
	}

	exactly(text: string): Locator {
		return this.page.getByText(text, { exact: true });
	}

	/** What a list that is open now offers. */
	option(name: string): Locator {
		return this.page
			.getByRole('option')
			.filter({ visible: true })
			.filter({ has: this.exactly(name) });
	}

	/** The field of a step's form below a label. */
	below(label: string): Locator {
		const labels = this.page.getByTestId('input-label').filter({ hasText: startsWith(label) });
		return this.form.locator('.parameter-item').filter({ has: labels }).last();
	}

	/** Opens the list below a label, and takes one of its entries. */
	async choose(label: string, entry: string): Promise<void> {
		await this.below(label).locator('input').first().click();
		await this.option(entry).click();
		await this.option(entry).waitFor({ state: 'hidden' });
	}

	/** Presses a step of the panel, found by its name. */
	async pick(name: string): Promise<void> {
		await this.page
			.getByTestId('item-iterator-item')
			.filter({ has: this.exactly(name) })
			.first()
			.click();
	}

	/** Opens an empty workflow, and the panel with what it can begin with. */
	async begin(url: string, button: string): Promise<void> {
		await this.page.goto(`${url}/workflow/new`);
		await this.page.getByText(button.replace('…', '')).first().waitFor();
		await this.page.getByTestId('canvas-add-button').click();
	}

	/** Presses + behind the last step, searches for a node, and takes one of its actions; its form opens. */
	async add(node: string, action: string): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
		await this.page.getByTestId('canvas-handle-plus').last().click();
		await this.takeAction(node, action);
	}

	/** Presses + behind the last step, and adds a node that has no actions to choose from; its form opens. */
	async addNode(node: string): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
		await this.page.getByTestId('canvas-handle-plus').last().click();
		await this.page.getByTestId('node-creator-search-bar').fill(node);
		await this.pick(node);
		await this.form.waitFor();
	}

	/** Searches for a node in the panel that is open, and takes one of its actions; its form opens. */
	async takeAction(node: string, action: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(node);
		await this.pick(node);
		await this.page
			.locator('[data-keyboard-nav-type="action"]')
			.getByText(action, { exact: true })
			.click();
		await this.form.waitFor();
	}

	/** Leaves the form that is open. */
	async close(): Promise<void> {
		await this.form.getByTestId('ndv-close-button').click();
		await this.form.waitFor({ state: 'detached' });
	}

	/** Opens a step that is on the canvas. */
	async open(step: string): Promise<void> {
		await this.page.getByTestId('canvas-node').filter({ hasText: step }).first().dblclick();
		await this.form.waitFor();
	}

	/** Presses the button that runs the workflow; waits until so many steps are green. */
	async run(button: string, steps: number): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').filter({ hasText: button }).click();
		await this.page
			.getByTestId('canvas-node-status-success')
			.nth(steps - 1)
			.waitFor();
	}

	/**
	 * Switches the field below a label to Expression, and enters one, in the step that was added last. The editor takes what
	 * is typed a moment later, and not at all from a form that is closed before: this waits until it saves it.
	 */
	async enterExpression(label: string, switchedTo: string, expression: string): Promise<void> {
		const field = this.below(label);
		await field.hover();
		await field.getByText(switchedTo, { exact: true }).click();
		const editor = field.getByTestId('inline-expression-editor-input').getByRole('textbox');
		await Promise.all([
			this.page.waitForRequest((request) => savesInLastStep(request, expression)),
			editor.fill(expression),
		]);
	}
}

/** @returns whether a request saves a workflow whose last step holds a text */
export function savesInLastStep(request: Request, text: string): boolean {
	if (request.method() === 'GET' || !request.url().includes('/rest/workflows')) return false;
	const { nodes = [] } = (request.postDataJSON() ?? {}) as { nodes?: object[] };
	return JSON.stringify(nodes.at(-1) ?? {}).includes(text);
}

/** @returns what a text is like that begins with these words, such as a label with more behind it */
function startsWith(words: string): RegExp {
	return new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`);
}
