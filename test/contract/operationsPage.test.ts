import { committed, formatted, HOW_TO_UPDATE } from './support/committed';
import type { AllFacts } from './support/facts';
import { operationsPage } from './support/operationsPage';

const FILE = 'docs/operations.md';

describe('the page with all operations', () => {
	it('says what the descriptions say', async () => {
		const facts = JSON.parse(committed('test/contract/facts.json')) as AllFacts;
		const page = await formatted(operationsPage(facts), 'markdown');
		const stored = committed(FILE, page);
		if (stored === page) return;
		const lines = stored.split('\n');
		const first = page.split('\n').findIndex((line, index) => line !== lines[index]);
		throw new Error(
			`${FILE} is out of date from line ${first + 1} on. To make it anew: ${HOW_TO_UPDATE}`,
		);
	});
});
