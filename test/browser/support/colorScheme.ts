import type { Page } from 'playwright-core';
import { eventually } from './eventually';

/** What somebody has chosen on their computer; n8n's editor goes by it. */
export type ColorScheme = 'light' | 'dark';

/** The files of this package's icon. */
const ICONS: Readonly<Record<ColorScheme, string>> = {
	light: 'apivideo.svg',
	dark: 'apivideo.dark.svg',
};

/** Does something on a page that is light or dark; afterwards it is as it was. A page that is open may need to be loaded anew. */
export async function withColors(
	page: Page,
	colorScheme: ColorScheme,
	action: () => Promise<void>,
): Promise<void> {
	await page.emulateMedia({ colorScheme });
	try {
		await action();
	} finally {
		await page.emulateMedia({ colorScheme: null });
	}
}

/** Waits until the page shows the icon, everywhere the file that is made for these colors, and each loaded. */
export async function expectIcons(page: Page, colorScheme: ColorScheme): Promise<void> {
	const icons = page.locator('img[src*="apivideo"]');
	// An icon stands before the picture in it has been loaded.
	const shown = async () =>
		await icons.evaluateAll((images) => [
			...new Set(
				(images as Array<(typeof images)[number] & { src: string; naturalWidth: number }>).map(
					({ src, naturalWidth }) => [src.split('/').at(-1), naturalWidth > 0].join(' '),
				),
			),
		]);
	await eventually(shown, [`${ICONS[colorScheme]} true`]);
}
