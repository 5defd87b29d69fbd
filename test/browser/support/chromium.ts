import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { temporaryFolder } from '../../../scripts/lib/lab';
import { StepError } from '../../../scripts/lib/step-error.mjs';

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const ARGUMENTS = [
	// In containers, and as root, there is none to be had.
	'--no-sandbox',
	'--disable-gpu',
	// It talks to nobody but the pages it is sent to.
	'--disable-quic',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];

/** Playwright sends what is for this machine through the proxy as well, unless its own rule stands before this one. */
const THIS_MACHINE = '<-loopback>,127.0.0.1';

export interface Chromium {
	page: Page;
	/** Ends it and removes its profile. */
	stop(): Promise<void>;
}

export interface ChromiumOptions extends Pick<BrowserContextOptions, 'viewport' | 'colorScheme'> {
	/** A proxy for all but this machine, whose certificates are taken as they are. */
	proxy?: string;
	/** For anything to appear on a page; default 30,000. */
	timeoutMilliseconds?: number;
}

/**
 * Starts a Chromium without a window, with an empty profile. `CHROMIUM_PATH` names another one than
 * the system's.
 *
 * @throws StepError when there is no Chromium
 */
export async function startChromium({
	proxy,
	timeoutMilliseconds,
	...options
}: ChromiumOptions = {}): Promise<Chromium> {
	if (!existsSync(EXECUTABLE)) {
		throw new StepError(
			`There is no Chromium at ${EXECUTABLE}. ` +
				'Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.',
		);
	}
	// Imported only now: it takes a second, which whoever opens no page need not wait.
	const { chromium } = await import('playwright-core');
	const profile = await temporaryFolder('chromium');
	const removeProfile = async () =>
		await rm(profile, { recursive: true, force: true, maxRetries: 5 });
	try {
		const browser = await chromium.launchPersistentContext(profile, {
			executablePath: EXECUTABLE,
			headless: true,
			args: ARGUMENTS,
			...options,
			...(proxy && { proxy: { server: proxy, bypass: THIS_MACHINE }, ignoreHTTPSErrors: true }),
		});
		if (timeoutMilliseconds !== undefined) browser.setDefaultTimeout(timeoutMilliseconds);
		const stop = async () => {
			await browser.close();
			await removeProfile();
		};
		return { page: browser.pages()[0] ?? (await browser.newPage()), stop };
	} catch (error) {
		await removeProfile();
		throw error;
	}
}
