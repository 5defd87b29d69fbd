import type { Page } from 'playwright-core';
import { openEditor } from '../../../scripts/lib/lab.mjs';
import { RealN8n, START_TIMEOUT, TEST_TIMEOUT } from '../../n8n/realN8n';

/** A real n8n, and its editor in a browser. */
export interface Editor {
	real: RealN8n;
	page: Page;
}

/** Starts them for the tests of a file, and stops them at its end. */
export function useEditor(): Editor {
	const editor = {} as Editor & { close?: () => Promise<void> };
	beforeAll(async () => {
		editor.real = await RealN8n.start();
		const { page, stop } = await openEditor(editor.real.n8n.url, {
			viewport: { width: 1280, height: 900 },
		});
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
