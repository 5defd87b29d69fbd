/** One number: `GET /data/metrics/{metric}/{aggregation}`. */
export function aggregated(metric: string, aggregation: string): string {
	return `/data/metrics/${metric}/${aggregation}`;
}

/** One number for each value of a dimension: `GET /data/buckets/{metric}/{dimension}`. */
export function breakdown(metric: string, dimension: string): string {
	return `/data/buckets/${metric}/${dimension}`;
}

/** One number for each minute, hour or day: `GET /data/timeseries/{metric}`. */
export function overTime(metric: string): string {
	return `/data/timeseries/${metric}`;
}
