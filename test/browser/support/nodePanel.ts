import type { Locator, Page } from 'playwright-core';

/** The panel in which one searches and adds the next step, and the form that opens then. */
export class NodePanel {
	/** The form of the step that was added last. */
	readonly form: Locator;

	private readonly search: Locator;

	private constructor(private readonly page: Page) {
		this.form = page.getByTestId('ndv');
		this.search = page.getByTestId('node-creator-search-bar');
	}

	/** Loads a workflow afresh, and opens the panel. */
	static async open(page: Page, workflowUrl: string): Promise<NodePanel> {
		await page.goto(workflowUrl);
		await page.getByTestId('canvas-node').first().waitFor();
		const panel = new NodePanel(page);
		await panel.show();
		return panel;
	}

	/** The entry of the node and its trigger, among what a search has found. */
	get entry(): Locator {
		return this.listed.filter({ hasText: /^\s*api\.video/ });
	}

	/** Types a text into the empty search, and waits until the node is among what is found. */
	async find(text: string): Promise<void> {
		await this.search.fill('');
		// Without a search the panel shows groups of nodes, and none of ours.
		await this.entry.waitFor({ state: 'detached' });
		await this.search.fill(text);
		await this.entry.waitFor();
	}

	/** Opens the node, from the open panel. Its actions slide in while the list that was there before slides away. */
	async showActions(): Promise<void> {
		await this.openNode();
		await this.entry.waitFor({ state: 'detached' });
	}

	/** What is listed right now: of an opened node its actions, each under the heading of its group. */
	async entries(): Promise<string[]> {
		return (await this.listed.allInnerTexts()).map((text) => text.trim());
	}

	/** Adds a step with one of the node's actions, from the open panel; its form opens. */
	async add(action: string): Promise<void> {
		await this.openNode();
		await this.press(this.action.getByText(action, { exact: true }));
		await this.form.getByTestId('parameter-input-operation').waitFor();
	}

	/** Leaves the form of the step that was added, and opens the panel again. */
	async next(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.form.waitFor({ state: 'detached' });
		await this.show();
	}

	/** Opens the panel over the workflow. */
	async show(): Promise<void> {
		await this.press(this.page.getByTestId('node-creator-plus-button'));
		await this.search.waitFor();
	}

	/** Leaves the panel. */
	async close(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.listed.first().waitFor({ state: 'detached' });
	}

	/** What the form shows as the credential: the one that is chosen, or the button that asks for one. */
	async credential(): Promise<string> {
		const chosen = this.form.getByTestId('node-credentials-select').locator('input');
		const button = this.form.getByRole('button', { name: /^Connect to / });
		await chosen.or(button).first().waitFor();
		return (await chosen.count()) > 0
			? await chosen.first().inputValue()
			: (await button.innerText()).trim();
	}

	/** Presses "Execute step"; waits until the output shows a text. */
	async execute(text: string): Promise<void> {
		await this.form.getByTestId('node-execute-button').click();
		await this.form.getByTestId('output-panel').getByText(text).first().waitFor();
	}

	/** What the form shows in a list. */
	async chosen(parameter: string): Promise<string> {
		return await this.form
			.getByTestId(`parameter-input-${parameter}`)
			.locator('input')
			.inputValue();
	}

	private async openNode(): Promise<void> {
		await this.search.fill('api.video');
		await this.press(this.entry);
		await this.action.first().waitFor();
	}

	private get action(): Locator {
		return this.page.locator('[data-keyboard-nav-type="action"]');
	}

	private get listed(): Locator {
		return this.page.getByTestId('item-iterator-item').filter({ visible: true });
	}

	/** A click that does not wait until the panel has come to rest, as a person in a hurry does not. */
	private async press(target: Locator): Promise<void> {
		await target.first().dispatchEvent('click');
	}
}
