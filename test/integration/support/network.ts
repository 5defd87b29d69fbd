import tls from 'node:tls';

/** What n8n's helpers read of the environment with each request. */
export interface ProxySettings {
	readonly HTTP_PROXY?: string;
	readonly HTTPS_PROXY?: string;
	readonly NO_PROXY?: string;
}

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;

/** Runs something while n8n has these settings, and no others of the kind. */
export async function withProxy<T>(settings: ProxySettings, work: () => Promise<T>): Promise<T> {
	const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
	const set = (values: Partial<Record<string, string>>) => {
		for (const name of NAMES) {
			const value = values[name];
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	};
	set({ ...settings });
	try {
		return await work();
	} finally {
		set(before);
	}
}

/**
 * Runs something while this process trusts one authority, as it would beside others with NODE_EXTRA_CA_CERTS, which Node reads at
 * its start only.
 *
 * @param authority its certificate, as PEM
 */
export async function trusting<T>(authority: string, work: () => Promise<T>): Promise<T> {
	const make = tls.createSecureContext;
	const spy = jest
		.spyOn(tls, 'createSecureContext')
		.mockImplementation((options) => make({ ...options, ca: authority }));
	try {
		return await work();
	} finally {
		spy.mockRestore();
	}
}
