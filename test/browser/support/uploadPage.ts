import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { forwardTo, startInternet, type Internet } from '../../n8n/internet';
import { RealN8n, START_TIMEOUT, TEST_TIMEOUT } from '../../n8n/realN8n';
import { LOGIN, publishUploadPage } from '../../n8n/uploadPage';
import { startChromium } from './chromium';

/** Pixels of a phone. */
export const PHONE = { width: 390, height: 844 };

/** The upload page as a real n8n serves it, in a browser for which api.video is the emulator. */
export interface UploadPage {
	real: RealN8n;
	page: Page;
	/** Opens the page anew. */
	open(): Promise<void>;
	/** What the list shows: name, state, and the button that goes on or stops. */
	list(): Promise<Array<{ name: string; state: string; action: string | undefined }>>;
	/** What axe finds against WCAG 2.2 (A and AA) and its own good practice. */
	violations(): Promise<string[]>;
}

/** Starts it for the tests of a file, and stops it at its end. */
export function useUploadPage(): UploadPage {
	const used = {} as UploadPage & { internet?: Internet; stopChromium?: () => Promise<void> };
	beforeAll(async () => {
		used.real = await RealN8n.start();
		used.internet = await startInternet({ 'ws.api.video': forwardTo(used.real.emulator.url) });
		await publishUploadPage(used.real);
		const { proxy } = used.internet;
		const { page, stop } = await startChromium({ viewport: PHONE, proxy });
		used.stopChromium = stop;
		Object.assign(used, { page, ...actions(page, used.real) });
	}, START_TIMEOUT);
	afterAll(async () => {
		await used.stopChromium?.();
		await (used.real as RealN8n | undefined)?.stop();
		await used.internet?.close();
	}, TEST_TIMEOUT);
	return used;
}

function actions(page: Page, real: RealN8n): Pick<UploadPage, 'open' | 'list' | 'violations'> {
	const address = new URL(`${real.n8n.url}/webhook/upload-page`);
	Object.assign(address, { username: LOGIN.user, password: LOGIN.password });
	return {
		open: async () => {
			await page.goto(String(address));
		},
		list: async () =>
			await page.locator('#videos li').evaluateAll((elements) =>
				elements.map((element) => ({
					name: element.querySelector('h3')?.textContent ?? '',
					state: element.querySelector('.state')?.textContent ?? '',
					action: element.querySelector('.act:not([hidden])')?.textContent ?? undefined,
				})),
			),
		violations: async () => {
			await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
			return await page.evaluate(async () => {
				interface Found {
					violations: Array<{ id: string; nodes: Array<{ html: string }> }>;
				}
				const { axe } = globalThis as unknown as { axe: { run(): Promise<Found> } };
				const { violations } = await axe.run();
				return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
			});
		},
	};
}
