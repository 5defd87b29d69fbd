import type { Locator, Page } from 'playwright-core';
import { poll } from '../../../scripts/lib/lab';
import { choices } from '../../unit/support/descriptions';
import { eventually } from './eventually';
import type { Choice } from './forms';
import { PATIENCE } from './openEditor';

/** n8n's own name for the mode whose `name` is "list". */
const LIST_MODE = 'From list';

/** How the editor asks n8n for the entries of such a list. */
const LIST_PATH = '/dynamic-node-parameters/resource-locator-results';

/** The opened form of a node, used by mouse alone. */
export class NodeForm {
	readonly panel: Locator;

	/** The form that is open. */
	constructor(private readonly page: Page) {
		this.panel = page.getByTestId('ndv');
	}

	/**
	 * Loads a workflow afresh, and opens one of its nodes.
	 *
	 * @param field a parameter that the form has in any case
	 */
	static async open(
		page: Page,
		workflowUrl: string,
		node: string,
		field = 'resource',
	): Promise<NodeForm> {
		await page.goto(workflowUrl);
		await page.getByTestId('canvas-node').filter({ hasText: node }).dblclick();
		const form = new NodeForm(page);
		await form.field(field).waitFor();
		return form;
	}

	/** The labels of the fields that can be seen, from top to bottom. */
	async labels(): Promise<string[]> {
		const labels = this.panel.getByTestId('input-label').filter({ visible: true });
		// Behind the label come the tabs for expressions.
		return (await labels.allInnerTexts()).map((text) => text.split('\n')[0].trim());
	}

	/** What the form says besides its fields, from top to bottom. */
	async notices(): Promise<string[]> {
		const notices = this.panel.locator('.notice.parameter-item').filter({ visible: true });
		return (await notices.allInnerTexts()).map((text) => text.trim());
	}

	/** The fields that hold an expression. */
	expressions(): Locator {
		return this.panel.getByTestId('inline-expression-editor-input');
	}

	/** Where the value of a parameter is filled in. */
	field(name: string): Locator {
		return this.panel.getByTestId(`parameter-input-${name}`);
	}

	/** Opens a list, and takes one of its entries. */
	async choose(name: string, entry: string): Promise<void> {
		await this.field(name).click();
		const entries = this.page.getByRole('option');
		await entries.filter({ has: this.page.getByText(entry, { exact: true }) }).click();
		await entries.first().waitFor({ state: 'hidden' });
	}

	/** Takes an entry of a list, or turns a switch. */
	async set({ property, value }: Choice): Promise<void> {
		if (property.type === 'boolean') {
			await this.field(property.name).locator('.el-switch').click();
			return;
		}
		const entry = choices(property).find((choice) => choice.value === value);
		await this.choose(property.name, entry?.name ?? '');
	}

	/**
	 * Opens the list of things that a parameter can stand for, and picks one.
	 *
	 * @param expected the name of each entry, or a part of it
	 */
	async pickFrom(name: string, expected: readonly string[]): Promise<void> {
		const locator = this.panel.getByTestId(`resource-locator-${name}`);
		await this.switchToList(locator);
		const value = async () => await locator.getByTestId('rlc-input').inputValue();
		const before = await value();
		// Until the answer is there, the list shows only what was picked in the form before.
		await Promise.all([
			this.page.waitForResponse((response) => response.url().endsWith(LIST_PATH)),
			locator.getByTestId('rlc-input').click(),
		]);
		const entries = this.page.getByTestId('rlc-item').filter({ visible: true });
		const loading = this.page.locator('[class*="_loadingItem_"]').filter({ visible: true });
		const shown = async () => {
			if ((await loading.count()) > 0) return [];
			const texts = (await entries.allInnerTexts()).map((text) => text.trim());
			const parts = texts.map((text) => expected.find((part) => text.includes(part)) ?? text);
			// n8n puts it in front also where the list does not have it.
			return parts.filter((part) => part !== before || expected.includes(part)).sort();
		};
		await eventually(shown, [...expected].sort());
		const entry = entries.filter({ hasText: expected[0] });
		const text = (await entry.innerText()).trim();
		await entry.click();
		await entry.waitFor({ state: 'hidden' });
		await eventually(value, text);
	}

	/** Presses "Execute step"; waits until the output shows a text. */
	async execute(text: string): Promise<void> {
		await this.panel.getByTestId('node-execute-button').click();
		const output = this.panel.getByTestId('output-panel');
		await output.getByText(text).first().waitFor();
		await output.getByTestId('node-run-status-success').waitFor();
	}

	private async switchToList(locator: Locator): Promise<void> {
		const selector = locator.getByTestId('rlc-mode-selector');
		const mode = async () => await selector.locator('input').inputValue();
		const shown = await poll(async () => (await mode()) || undefined, {
			what: 'the way in which things are picked',
			timeoutMilliseconds: PATIENCE,
		});
		if (shown === LIST_MODE) return;
		await selector.click();
		await this.page.getByTestId('mode-list').filter({ visible: true }).click();
		await eventually(mode, LIST_MODE);
	}
}
