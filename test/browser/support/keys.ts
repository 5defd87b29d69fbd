import type { Locator, Page } from 'playwright-core';
import { poll } from '../../../scripts/lib/lab';
import { PATIENCE } from './openEditor';
import { stillness } from './stillness';

/** More stops than any form or list has: whoever comes so far goes round in circles. */
const MANY = 100;

/** A keyboard and nothing else: no mouse, and no focus but the one that the keys have moved. */
export class Keys {
	constructor(private readonly page: Page) {}

	async press(key: string): Promise<void> {
		await this.page.keyboard.press(key);
	}

	async type(text: string): Promise<void> {
		await this.page.keyboard.type(text);
	}

	/**
	 * Presses Tab until a field has the focus.
	 *
	 * @param key to go backwards, `Shift+Tab`
	 * @throws when it does not lead there
	 */
	async tabTo(field: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
		await field.waitFor();
		for (let stop = 0; stop < MANY; stop++) {
			if (await hasFocus(field)) return;
			await this.press(key);
		}
		throw new Error(`${key} does not lead to ${String(field)}`);
	}

	/**
	 * Presses an arrow until the wanted entry of a list is the one that Enter would take.
	 *
	 * @param highlighted the entry that Enter would take now
	 * @throws when the arrow does not lead there
	 */
	async arrowTo(arrow: 'ArrowDown' | 'ArrowUp', highlighted: Locator, entry: string) {
		// A list that still slides in loses keys.
		await stillness(this.page);
		for (let stop = 0; stop < MANY; stop++) {
			const before = await firstLine(highlighted);
			if (before === entry) return;
			await this.press(arrow);
			// One too many would go past the entry.
			const moved = async () => (await firstLine(highlighted)) !== before || undefined;
			const what = `the highlight to leave '${before}'`;
			await poll(moved, { what, timeoutMilliseconds: PATIENCE });
		}
		throw new Error(`${arrow} does not lead to ${entry}`);
	}
}

async function hasFocus(field: Locator): Promise<boolean> {
	return await field.evaluate((element) => element === element.ownerDocument.activeElement);
}

async function firstLine(highlighted: Locator): Promise<string> {
	const [text = ''] = await highlighted.allInnerTexts();
	return text.trim().split('\n')[0];
}
