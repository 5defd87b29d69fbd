import { checksNamed } from '../../scripts/proof/chosen';

const run = async () => undefined;
const checks = ['Upload from a web address', 'Upload with the API key', 'Stop'].map((title) => ({
	title,
	run,
}));

it('takes the checks with these words in their titles, and all where there are none', () => {
	expect(checksNamed(checks, 'web ADDRESS')).toEqual([checks[0]]);
	expect(checksNamed(checks)).toEqual(checks);
});

it('says what there is where no title has them', () => {
	expect(() => checksNamed(checks, 'webadress')).toThrow("No check has 'webadress' in its title.");
});
