import { version } from '../../../package.json';
import { ORIGIN_HEADERS, PACKAGE_VERSION } from '../../../nodes/ApiVideo/api/origin';

describe('the origin headers', () => {
	it('name the version of the package', () => {
		expect(PACKAGE_VERSION).toBe(version);
	});

	it('have the form that api.video asks for', () => {
		const headers = Object.entries(ORIGIN_HEADERS);
		expect(headers.length).toBeGreaterThan(0);
		for (const [name, value] of headers) {
			expect(name).toMatch(/^AV-Origin-(App|Client|Sdk)$/);
			expect(value).toMatch(/^[\w-]{1,50}:\d{1,3}(\.\d{1,3}(\.\d{1,3})?)?$/);
			expect(value.endsWith(`:${version}`)).toBe(true);
		}
	});
});
