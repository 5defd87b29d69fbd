import type { FastifyInstance } from 'fastify';
import { checkQuery, querySlug, timeframeOf, type AnalyticsRules } from '../analyticsRules';
import { atom } from '../atom';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import type { State } from '../state';
import { urlOf } from '../urlOf';

/** Which aggregations each metric takes, as the OpenAPI file's texts say. */
const aggregations: Record<string, string[]> = {
	play: ['count', 'rate', 'total'],
	start: ['count'],
	end: ['count'],
	impression: ['count'],
	'impression-time': ['average', 'sum'],
	'watch-time': ['average', 'sum'],
	ccv: ['average', 'peak', 'live'],
	view: ['count'],
};

const overTime = [
	'play',
	'play-rate',
	'start',
	'end',
	'impression',
	'ccv-peak',
	'ccv-average',
	'view',
];

const breakdowns: Record<string, string[]> = {
	'media-id': ['vi4blUQJFrYWbaG44NChkH27', 'li400mYKSgQ6xs7taUeSaEKr'],
	'media-type': ['video', 'live-stream'],
	continent: ['EU', 'NA'],
	country: ['FR', 'US', 'DE'],
	'device-type': ['computer', 'phone'],
	'operating-system': ['windows', 'android'],
	browser: ['chrome', 'firefox'],
	referrer: ['https://example.com/', ''],
};

const intervals: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `/data/...`: checks what is asked, and answers small numbers that look right. */
export function analyticsRoutes(server: FastifyInstance, { settings }: State): void {
	const rulesFor = (metric: string, more: Partial<AnalyticsRules> = {}): AnalyticsRules => ({
		countsPeople: /^(ccv|view)/.test(metric),
		view: metric === 'view',
		onlyMedia: false,
		...more,
	});

	server.get<{ Params: { metric: string; aggregation: string } }>(
		'/data/metrics/:metric/:aggregation',
		async (request) => {
			const { metric, aggregation } = request.params;
			mustBe('metric', metric, Object.keys(aggregations));
			mustBe('aggregation', aggregation, aggregations[metric]);
			const query = urlOf(request).searchParams;
			const rest = checkQuery(query, rulesFor(metric, { onlyMedia: aggregation === 'total' }));
			for (const name of rest.keys()) throw unexpected(name);
			const timeframe = shown(timeframeOf(query, settings.now()));
			return { context: { metric, aggregation, timeframe }, data: 346.5 };
		},
	);

	server.get<{ Params: { metric: string; breakdown: string } }>(
		'/data/buckets/:metric/:breakdown',
		async (request) => {
			const { metric, breakdown } = request.params;
			mustBe('metric', metric, [...overTime, 'play-total']);
			const total = metric === 'play-total';
			mustBe('breakdown', breakdown, total ? ['media-id'] : Object.keys(breakdowns));
			const url = urlOf(request);
			const rest = checkQuery(url.searchParams, rulesFor(metric, { onlyMedia: total }));
			const query = listQuery(rest, { sortBy: ['metricValue', 'dimensionValue'], slug: querySlug });
			const rows = breakdowns[breakdown].map((dimensionValue, index) => ({
				metricValue: 7 - index,
				dimensionValue,
			}));
			const keyOf = (row: (typeof rows)[number]) =>
				query.sortBy === 'dimensionValue' ? row.dimensionValue : row.metricValue;
			const page = pageOf(rows, query, url, keyOf, ({ dimensionValue }) => dimensionValue);
			const timeframe = shown(timeframeOf(url.searchParams, settings.now()));
			return { context: { metric, breakdown, timeframe }, ...page };
		},
	);

	server.get<{ Params: { metric: string } }>('/data/timeseries/:metric', async (request) => {
		const { metric } = request.params;
		mustBe('metric', metric, overTime);
		const url = urlOf(request);
		const rest = checkQuery(url.searchParams, rulesFor(metric, { interval: true }));
		const query = listQuery(rest, { sortBy: ['metricValue', 'emittedAt'], slug: querySlug });
		const timeframe = timeframeOf(url.searchParams, settings.now());
		const length = timeframe.to - timeframe.from;
		const automatic = length <= 2 * intervals.day ? 'hour' : 'day';
		const interval = url.searchParams.get('interval') ?? automatic;
		if (interval === 'minute' && length > intervals.hour) {
			const detail = 'This interval cannot be used with a timeframe over 60 minutes.';
			throw new Problem(querySlug, { name: 'interval', detail });
		}
		const rows = [0, 1, 2].map((index) => ({
			emittedAt: atom(timeframe.from + index * intervals[interval]),
			metricValue: index + 1,
		}));
		const keyOf = (row: (typeof rows)[number]) =>
			query.sortBy === 'metricValue' ? row.metricValue : row.emittedAt;
		const page = pageOf(rows, query, url, keyOf, ({ emittedAt }) => emittedAt);
		return { context: { metric, interval, timeframe: shown(timeframe) }, ...page };
	});
}

function unexpected(name: string): Problem {
	return new Problem(querySlug, { name, detail: 'This field was not expected.' });
}

function mustBe(name: string, value: string, allowed: string[]): void {
	if (allowed.includes(value)) return;
	const detail = `This value is invalid. Use one of ${allowed.join(', ')}.`;
	throw new Problem('invalid-attribute', { name, detail });
}

function shown({ from, to }: { from: number; to: number }): object {
	return { from: atom(from), to: atom(to) };
}
