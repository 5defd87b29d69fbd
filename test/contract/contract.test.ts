import { committed, formatted, HOW_TO_UPDATE } from './support/committed';
import { compareContracts } from './support/compareContracts';
import { currentContract, type Contract } from './support/contract';

const FILE = 'test/contract/contract.json';

describe('what stored workflows rely on', () => {
	it('is what was committed', async () => {
		const current = currentContract();
		const text = await formatted(JSON.stringify(current, undefined, '\t'), 'json');
		const stored = committed(FILE, text) || '{}';
		const { breaks, adds } = compareContracts(JSON.parse(stored) as Contract, current);
		if (stored === text) return;
		throw new Error(
			[
				`The parameters are not those of ${FILE} any more.`,
				...section('BREAKS stored workflows (keep the old form, or raise the version):', breaks),
				...section('Merely added, no stored workflow notices:', adds),
				'',
				`If all of that is meant: ${HOW_TO_UPDATE}`,
			].join('\n'),
		);
	});

	it('covers both nodes, all credentials, collections and lists', () => {
		const contract = currentContract();
		expect(Object.keys(contract)).toEqual(
			expect.arrayContaining([
				'apiVideo',
				'apiVideo > video > operation',
				'apiVideo > video:upload > additionalFields > watermark > value > opacity',
				'apiVideo > video:upload > options > chunkSize',
				'apiVideoApi > baseUrl',
				'apiVideoFileServerApi > headerSecret',
				'apiVideoFileServerOAuth2Api > host',
				'apiVideoTrigger > options > maxAge',
				'apiVideoUploadTokenApi > uploadToken',
			]),
		);
		expect(contract['apiVideo > video:get > videoId']).toEqual({
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			modes: ['id', 'list', 'url'],
		});
	});
});

function section(title: string, lines: readonly string[]): string[] {
	return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];
}
