/** A date in ATOM UTC format, whole seconds: `2024-05-28T11:15:07+00:00`. `time` is in milliseconds. */
export function atom(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}
