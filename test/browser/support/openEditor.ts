import { DEMO_LOGIN } from '../../../scripts/lib/n8n-client';
import { startChromium, type Chromium, type ChromiumOptions } from './chromium';

/** Milliseconds for anything on a page to appear: n8n's editor takes 10 s on a busy machine. */
export const PATIENCE = 60_000;

/**
 * Opens n8n's editor in a Chromium of its own, logged in as the owner. `page.getByTestId` finds
 * what n8n calls `data-test-id`.
 *
 * @param url of the editor, without a slash at the end
 */
export async function openEditor(url: string, options?: ChromiumOptions): Promise<Chromium> {
	const chromium = await startChromium({ timeoutMilliseconds: PATIENCE, ...options });
	try {
		const { selectors } = await import('playwright-core');
		selectors.setTestIdAttribute('data-test-id');
		const { page } = chromium;
		await page.goto(`${url}/signin`);
		await page.locator('input[type=email]').fill(DEMO_LOGIN.email);
		await page.locator('input[type=password]').fill(DEMO_LOGIN.password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL((address) => !address.pathname.includes('signin'));
		return chromium;
	} catch (error) {
		await chromium.stop();
		throw error;
	}
}
