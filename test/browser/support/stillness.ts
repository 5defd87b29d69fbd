import type { Page } from 'playwright-core';

/** Waits until pictures are loaded and nothing moves any more, but for what moves for ever. */
export async function stillness(page: Page): Promise<void> {
	await page.waitForFunction(
		`[...document.images].every((image) => image.complete)
			&& document.getAnimations().every(({ playState, effect }) =>
				playState !== 'running' || effect.getComputedTiming().iterations === Infinity)`,
	);
}
