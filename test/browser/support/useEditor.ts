import type { Page } from 'playwright-core';
import { RealN8n, START_TIMEOUT, TEST_TIMEOUT } from '../../n8n/realN8n';
import { openEditor } from './openEditor';

/** A real n8n, and its editor in a browser. */
export interface Editor {
	real: RealN8n;
	page: Page;
}

/** How many times slower than this machine the page is, for looking for what only works on a fast one. */
const SLOWER = Number(process.env.SLOW_PAGE ?? 1);

/** Starts them for the tests of a file, and stops them at its end. */
export function useEditor(): Editor {
	const editor = {} as Editor & { close?: () => Promise<void> };
	beforeAll(async () => {
		editor.real = await RealN8n.start();
		const { page, stop } = await openEditor(editor.real.n8n.url, {
			viewport: { width: 1280, height: 900 },
		});
		const devTools = await page.context().newCDPSession(page);
		await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
		editor.page = page;
		editor.close = stop;
	}, START_TIMEOUT);
	afterAll(async () => {
		try {
			await editor.close?.();
		} finally {
			await (editor.real as RealN8n | undefined)?.stop();
		}
	}, TEST_TIMEOUT);
	return editor;
}
