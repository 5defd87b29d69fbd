import type { INodeParameters } from 'n8n-workflow';
import { useEmulator } from '../support/apiVideo';
import { asked, expectMessage, onlyItem, operateOn } from './operateOn';

const world = useEmulator();
const run = operateOn(world, 'analytics');

const ago = (minutes: number): string =>
	new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19) + 'Z';
const atom = (date: string): string => date.replace('Z', '+00:00');
const query = () => world.emulator.requests.matching('GET', /^\/data\//).at(-1)?.query;

describe('Get Aggregated', () => {
	test.each([
		...['count', 'rate', 'total'].map((aggregation) => ['play', aggregation]),
		...['start', 'end', 'impression', 'view'].map((metric) => [metric, 'count']),
		...['impression-time', 'watch-time'].flatMap((metric) => [
			[metric, 'average'],
			[metric, 'sum'],
		]),
		...['average', 'live', 'peak'].map((aggregation) => ['ccv', aggregation]),
	])('%s, %s', async (metric, aggregation) => {
		const answer = onlyItem(await run('getAggregated', { metric, aggregation }));
		expect(answer).toMatchObject({ context: { metric, aggregation }, data: expect.any(Number) });
		expect(asked(world)).toEqual([`GET /data/metrics/${metric}/${aggregation}`]);
		expect(query()).toEqual({});
	});

	test('sends time, filters and options', async () => {
		const [from, to] = [ago(600), ago(60)];
		const answer = onlyItem(
			await run('getAggregated', {
				metric: 'view',
				aggregation: 'count',
				from,
				to,
				filters: {
					browser: ['chrome', 'firefox'],
					country: 'FR, DE',
					mediaType: 'video',
					tag: 'Cool, videos',
				},
				options: { unique: false, viewDuration: '30s' },
			}),
		);
		expect(answer.context).toMatchObject({ timeframe: { from: atom(from), to: atom(to) } });
		expect(query()).toEqual({
			from: atom(from),
			to: atom(to),
			'filterBy[browser][0]': 'chrome',
			'filterBy[browser][1]': 'firefox',
			'filterBy[country][0]': 'FR',
			'filterBy[country][1]': 'DE',
			'filterBy[mediaType]': 'video',
			'filterBy[tag]': 'Cool, videos',
			unique: 'false',
			viewDuration: '30s',
		});
	});

	test('a time without a zone is one of the zone of the workflow', async () => {
		const day = ago(3 * 24 * 60).slice(0, 10);
		await run(
			'getAggregated',
			{ metric: 'play', aggregation: 'count', from: `${day}T12:00:00` },
			{ workflowSettings: { timezone: 'Asia/Tokyo' } },
		);
		expect(query()).toEqual({ from: `${day}T03:00:00+00:00` });
	});

	test('a date from an expression', async () => {
		await run('getAggregated', { metric: 'play', from: '={{ $now.minus({ hours: 3 }) }}' });
		expect(query()?.from).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
	});

	test('no referrer is an empty one for the service', async () => {
		const filters = { referrer: '(none), https://example.com/' };
		onlyItem(await run('getAggregated', { metric: 'play', aggregation: 'count', filters }));
		expect(query()).toEqual({
			'filterBy[referrer][0]': '',
			'filterBy[referrer][1]': 'https://example.com/',
		});
	});

	test.each([
		'["https://example.com/a,b", ""]',
		'={{ ["https://example.com/a,b", ""] }}',
		'["https://example.com/a,b", "(None)"]',
	])('no referrer and one with a comma: %s', async (referrer) => {
		const filters = { referrer };
		onlyItem(await run('getAggregated', { metric: 'play', aggregation: 'count', filters }));
		expect(query()).toEqual({
			'filterBy[referrer][0]': 'https://example.com/a,b',
			'filterBy[referrer][1]': '',
		});
	});

	test('no referrer alone, as JSON that nobody writes by accident', async () => {
		const filters = { referrer: '[""]' };
		onlyItem(await run('getAggregated', { metric: 'play', aggregation: 'count', filters }));
		expect(query()).toEqual({ 'filterBy[referrer][0]': '' });
	});

	test('a referrer with a comma comes as a list', async () => {
		const filters = { referrer: '={{ ["https://example.com/a,b"] }}' };
		onlyItem(await run('getAggregated', { metric: 'play', aggregation: 'count', filters }));
		expect(query()).toEqual({ 'filterBy[referrer][0]': 'https://example.com/a,b' });
	});

	test('no time for the total number of plays: the API ignores it', async () => {
		await run('getAggregated', { metric: 'play', aggregation: 'total', from: ago(60) });
		expect(query()).toEqual({});
	});
});

describe('Get Breakdown', () => {
	test.each(
		'media-id media-type continent country device-type operating-system browser referrer'.split(
			' ',
		),
	)('by %s', async (dimension) => {
		const { items } = await run('getBreakdown', { metric: 'play', dimension });
		expect(items[0].json).toEqual({
			dimensionValue: expect.any(String),
			metricValue: expect.any(Number),
		});
		expect(asked(world)).toEqual([`GET /data/buckets/play/${dimension}`]);
	});

	test.each('play-rate start end impression ccv-peak ccv-average view'.split(' '))(
		'of %s',
		async (metric) => {
			const { error } = await run('getBreakdown', { metric, dimension: 'country' });
			expect(error).toBeUndefined();
			expect(asked(world)).toEqual([`GET /data/buckets/${metric}/country`]);
		},
	);

	test('sorts, up to a limit', async () => {
		const result = await run('getBreakdown', {
			metric: 'play-total',
			dimension: 'media-id',
			returnAll: false,
			limit: 1,
			filters: { mediaId: 'vi1,li2' },
			options: { sortBy: 'dimensionValue', sortOrder: 'asc' },
		});
		expect(onlyItem(result).dimensionValue).toMatch(/^li/);
		expect(query()).toEqual({
			sortBy: 'dimensionValue',
			sortOrder: 'asc',
			'filterBy[mediaId][0]': 'vi1',
			'filterBy[mediaId][1]': 'li2',
			currentPage: '1',
			pageSize: '1',
		});
	});
});

describe('Get Over Time', () => {
	test.each('play play-rate start end impression ccv-peak ccv-average view'.split(' '))(
		'of %s',
		async (metric) => {
			const { items } = await run('getOverTime', { metric, returnAll: true });
			expect(items[0].json).toEqual({
				emittedAt: expect.any(String),
				metricValue: expect.any(Number),
			});
			expect(asked(world)).toEqual([`GET /data/timeseries/${metric}`]);
			expect(query()).not.toHaveProperty('interval');
		},
	);

	test.each(['day', 'hour', 'minute'])('per %s', async (interval) => {
		const parameters = { metric: 'play', interval, from: ago(50), returnAll: true };
		expect((await run('getOverTime', parameters)).items).toHaveLength(3);
		expect(query()).toMatchObject({ interval });
	});
});

describe('what does not go together is said before anything is asked', () => {
	const aggregated = { metric: 'play', aggregation: 'count' };
	const cases: Array<[string, INodeParameters, RegExp, RegExp]> = [
		[
			'getAggregated',
			{ metric: 'watch-time', aggregation: 'count' },
			/Aggregation Count cannot be used with the Metric Watch Time/,
			/Average or Sum/,
		],
		[
			'getAggregated',
			{ metric: 'start', aggregation: 'peak' },
			/Aggregation Peak.*Metric Starts/,
			/choose Count/,
		],
		['getAggregated', { ...aggregated, metric: '={{ "likes" }}' }, /Metric.*'likes'/, /Watch Time/],
		[
			'getAggregated',
			{ ...aggregated, options: { unique: true } },
			/Unique Viewers.*Metric Plays/,
			/Views as Metric/,
		],
		[
			'getAggregated',
			{ ...aggregated, options: { viewDuration: '3s' } },
			/View Duration.*Metric Plays/,
			/Remove View Duration/,
		],
		[
			'getAggregated',
			{ metric: 'play', aggregation: 'total', filters: { country: 'FR', tag: 'x' } },
			/total number of plays cannot be filtered by Countries, Tag/,
			/Media IDs and Media Type/,
		],
		[
			'getAggregated',
			{ ...aggregated, filters: { country: 'France' } },
			/Countries.*'France'/,
			/FR/,
		],
		[
			'getAggregated',
			{ ...aggregated, filters: { referrer: `https://example.com/${'x'.repeat(2048)}` } },
			/Referrers/,
			/2048/,
		],
		[
			'getAggregated',
			{ ...aggregated, from: '={{ "soon" }}' },
			/From is not a date: 'soon'/,
			/calendar/,
		],
		[
			'getAggregated',
			{ ...aggregated, from: '={{ "film 7" }}' },
			/From is not a date: 'film 7'/,
			/calendar/,
		],
		['getAggregated', { ...aggregated, to: '={{ $json }}' }, /To is not a date: '/, /calendar/],
		[
			'getAggregated',
			{ ...aggregated, from: ago(60), to: ago(120) },
			/From is not before To/,
			/earlier/,
		],
		['getAggregated', { ...aggregated, from: ago(-60) }, /From is in the future/, /earlier/],
		['getAggregated', { ...aggregated, from: ago(45 * 1440) }, /From is too long ago/, /30 days/],
		['getAggregated', { ...aggregated, to: ago(45 * 1440) }, /To is too long ago/, /30 days/],
		[
			'getBreakdown',
			{ metric: 'play-total', dimension: 'country' },
			/Plays \(Total\) cannot be split/,
			/Media ID/,
		],
		[
			'getBreakdown',
			{ metric: 'play', dimension: '={{ "colour" }}' },
			/Dimension.*'colour'/,
			/Browser/,
		],
		[
			'getOverTime',
			{ metric: 'play', interval: 'minute', from: ago(61) },
			/Interval cannot be Minute for more than 60 minutes/,
			/Hour or Day/,
		],
		[
			'getOverTime',
			{ metric: 'play', interval: 'minute' },
			/Minute for a whole day/,
			/From and To/,
		],
	];

	test.each(cases)('%s %j', async (operation, parameters, what, advice) => {
		expectMessage(await run(operation, parameters), what, advice);
		expect(asked(world)).toEqual([]);
	});
});
